import type { ToolCallPart, ToolResultPart } from "../../../../shared/chat/message-part.ts";
import type { ErrorCode } from "../../../../shared/ipc/result.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { formatDuration } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { openSettings } from "../../../navigation.ts";
import { isThisComputer } from "../../../this-computer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { CallApproval } from "./CallApproval.tsx";
import { FoldedResult } from "./FoldedResult.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";
import styles from "./Parts.module.css";
import { programArguments } from "./program-arguments.ts";
import { titleOfCall } from "./title-of-call.ts";
import { ToolArguments } from "./ToolArguments.tsx";
import { useRunningTime } from "./use-running-time.ts";

/** A tool call: its arguments, the question whether it may be made, how it went, and its result. */
export function ToolCallView({ part, joined }: PartViewPropsOf<"tool-call">) {
  const text = useText();
  const result = joined.find((other) => other.type === "tool-result");
  const title = titleOfCall(part, text);
  const isWaiting = part.approval === "pending" && part.state === "waiting";
  return (
    <Card
      icon="tools"
      label={text.parts.toolCall(part.name)}
      title={<CallTitle title={title} name={part.name} />}
      status={<CallState part={part} isError={result?.isError === true} />}
    >
      <ToolArguments values={part.arguments} languages={programArguments[part.tool?.key ?? ""]} />
      {isWaiting && <CallApproval part={part} title={title} />}
      {part.state === "running" && part.progress && <CallProgress progress={part.progress} title={title} />}
      {part.state === "interrupted" && (
        <p className={styles.muted}>
          {part.approval === "pending" ? text.tools.notRunHint : text.tools.interruptedHint}
        </p>
      )}
      {result?.error && <CallFailure result={result} />}
      {result && <FoldedResult result={result} isForModel={part.state === "skipped"} />}
    </Card>
  );
}

function CallTitle({ title, name }: { readonly title: string; readonly name: string }) {
  if (title === name) return <code>{name}</code>;
  // “Read file” says what “read_file” says.
  if (title.toLowerCase() === name.replaceAll("_", " ").toLowerCase()) return title;
  return (
    <>
      {title} <code className={styles.name}>{name}</code>
    </>
  );
}

/** What happened, and what to do. */
function CallFailure({ result: { error } }: { readonly result: ToolResultPart }) {
  const text = useText();
  if (!error) return null;
  const { title, detail } = describeFailure(error, text);
  return (
    <div>
      <p className={styles.failure}>{title}</p>
      <p className={styles.muted}>{detail}</p>
      {offersPackages.has(error.code) && isThisComputer() && (
        <Button size="small" className={styles.remedy} onClick={() => openSettings("run-code")}>
          {text.pythonPackages.openSettings}
        </Button>
      )}
    </div>
  );
}

/** Failures that end with a download in Settings. */
const offersPackages: ReadonlySet<ErrorCode> = new Set(["packages-needed", "packages-damaged"]);

interface CallProgressProps {
  readonly progress: NonNullable<ToolCallPart["progress"]>;
  readonly title: string;
}

function CallProgress({ progress: { fraction, message }, title }: CallProgressProps) {
  return (
    <div>
      {message !== null && <p className={styles.muted}>{message}</p>}
      {fraction !== null && <ProgressBar label={title} value={fraction} />}
    </div>
  );
}

function CallState({ part, isError }: { readonly part: ToolCallPart; readonly isError: boolean }) {
  const text = useText().parts;
  const language = useLanguage();
  const runningMs = useRunningTime(part.state === "running");
  const durationMs = part.durationMs ?? runningMs;
  const duration = durationMs === null ? null : formatDuration(durationMs, language, "measured");
  const words = stateWords(part, isError, text);
  return (
    <>
      <StateMark part={part} isError={isError} />
      {duration === null ? words : text.stateAndTime(words, duration)}
    </>
  );
}

function stateWords(
  { approval, state }: ToolCallPart,
  isError: boolean,
  text: MessageCatalog["parts"],
): string {
  if (approval === "denied") return text.denied;
  if (approval === "pending" && state === "waiting") return text.needsApproval;
  if (approval === "pending") return text.states.skipped;
  return isError && state === "done" ? text.states.failed : text.states[state];
}

function StateMark({ part, isError }: { readonly part: ToolCallPart; readonly isError: boolean }) {
  if (part.approval === "denied") return <Icon name="close" size={16} />;
  switch (part.state) {
    case "waiting":
      return <Icon name="clock" size={16} />;
    case "running":
      return <span className={styles.running} aria-hidden="true" />;
    case "done":
      return <Icon name={isError ? "alert" : "check"} size={16} />;
    case "skipped":
      return <Icon name="close" size={16} />;
    case "failed":
    case "interrupted":
      return <Icon name="alert" size={16} />;
  }
}
