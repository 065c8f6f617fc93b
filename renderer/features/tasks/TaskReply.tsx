import type { ReactNode } from "react";
import { assertNever } from "../../../shared/assert-never.ts";
import { taskNamed } from "../../../shared/tasks/tasks.ts";
import { ReceiptsView } from "./receipts/ReceiptsView.tsx";
import type { TaskViewProps } from "./task-view-props.ts";
import { TranscriptView } from "./transcript/TranscriptView.tsx";
import { TranslationView } from "./transcript/TranslationView.tsx";

export type TaskReplyProps = TaskViewProps & {
  /** The default view, for a reply whose task has no view of its own. */
  readonly children: ReactNode;
};

/** A reply in the view of its task. */
export function TaskReply({ children, ...props }: TaskReplyProps) {
  const view = taskNamed(props.reply.task?.name)?.view ?? "text";
  switch (view) {
    case "text":
      return children;
    case "receipts":
      return <ReceiptsView {...props} />;
    case "transcript":
      return <TranscriptView {...props} />;
    case "translation":
      return <TranslationView {...props} />;
    default:
      return assertNever(view);
  }
}
