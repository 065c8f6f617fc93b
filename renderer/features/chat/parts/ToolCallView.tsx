import type { ToolCallPart } from "../../../../shared/chat/message-part.ts";
import { formatDuration } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { Card } from "../../../ui/Card.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { FoldedResult } from "./FoldedResult.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";
import styles from "./Parts.module.css";
import { ToolArguments } from "./ToolArguments.tsx";

/** A tool call: its arguments, how it went, and its result. */
export function ToolCallView({ part, joined }: PartViewPropsOf<"tool-call">) {
  const text = useText().parts;
  const result = joined.find((other) => other.type === "tool-result");
  return (
    <Card
      icon="gear"
      label={text.toolCall(part.name)}
      title={<code>{part.name}</code>}
      status={<CallState part={part} isError={result?.isError === true} />}
    >
      <ToolArguments values={part.arguments} />
      {result && <FoldedResult result={result} />}
    </Card>
  );
}

function CallState({ part, isError }: { readonly part: ToolCallPart; readonly isError: boolean }) {
  const text = useText().parts;
  const language = useLanguage();
  const duration = part.durationMs === null ? null : formatDuration(part.durationMs, language, "measured");
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
    case "failed":
    case "interrupted":
      return <Icon name="alert" size={16} />;
  }
}
