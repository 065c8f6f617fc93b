import type { ComponentType } from "react";
import { assertNever } from "../../../shared/assert-never.ts";
import type { Message } from "../../../shared/chat/message.ts";
import { taskNamed } from "../../../shared/tasks/tasks.ts";
import { ReceiptsView } from "./receipts/ReceiptsView.tsx";
import { TranscriptView } from "./transcript/TranscriptView.tsx";
import { TranslationView } from "./transcript/TranslationView.tsx";

export interface TaskViewProps {
  readonly reply: Message;
  readonly question: Message;
}

/** How the reply to a task is shown; null: as any other. */
export function taskView(name: string): ComponentType<TaskViewProps> | null {
  const view = taskNamed(name)?.view ?? "text";
  switch (view) {
    case "text":
      return null;
    case "receipts":
      return ReceiptsView;
    case "transcript":
      return TranscriptView;
    case "translation":
      return TranslationView;
    default:
      return assertNever(view);
  }
}
