import { use, useMemo } from "react";
import { textOf, type Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { ExchangeContext } from "../parts/exchange-context.ts";
import { isBlank } from "../parts/part-groups.ts";
import { PartRows } from "../parts/PartRows.tsx";
import parts from "../parts/Parts.module.css";
import { regenerate } from "../state/chat-actions.ts";
import { useMessage } from "../state/message-subscription.ts";
import { useIsEditingReply } from "../state/reply-edits.ts";
import { DemoNote } from "./DemoNote.tsx";
import { demoReading } from "./demo-reading.ts";
import { LeftContextNote } from "./LeftContextNote.tsx";
import styles from "./Message.module.css";
import { MessageMenu } from "./MessageMenu.tsx";
import { ReplyEditor } from "./ReplyEditor.tsx";
import { offersRetry, ReplyOutcome } from "./ReplyOutcome.tsx";
import { ReplyStats } from "./ReplyStats.tsx";
import { ContinuedStatus, ReplyStatus } from "./ReplyStatus.tsx";
import { VersionSwitch, type Versions } from "./VersionSwitch.tsx";

export interface AssistantMessageProps {
  readonly message: Message;
  readonly versions: Versions;
  readonly isLast: boolean;
}

export function AssistantMessage({ message, versions, isLast }: AssistantMessageProps) {
  const text = useText();
  const question = useMessage(message.parentId ?? "");
  const exchange = useMemo(() => ({ reply: message, question }), [message, question]);
  const isStreaming = message.status.type === "streaming";
  const isEditing = useIsEditingReply(message);
  const others = useMemo(() => message.parts.filter(({ type }) => type !== "text"), [message.parts]);
  const demoName = use(ChatHostContext).models.find(({ isDemo }) => isDemo)?.name;
  const reading = useMemo(() => demoReading(message, question, demoName), [message, question, demoName]);
  const hasBegun = !message.parts.every(isBlank);
  return (
    <article
      aria-label={text.chat.assistant}
      aria-busy={isStreaming || undefined}
      className={styles.row}
      data-last={isLast || undefined}
    >
      {isStreaming && !hasBegun && <ReplyStatus messageId={message.id} />}
      <ExchangeContext value={exchange}>
        <div className={parts.parts}>
          <PartRows
            parts={isEditing || reading === "not-read" ? others : message.parts}
            messageId={message.id}
          />
        </div>
      </ExchangeContext>
      {isEditing && <ReplyEditor message={message} />}
      {isStreaming && hasBegun && <ContinuedStatus message={message} />}
      {!isStreaming && reading !== null && <DemoNote reading={reading} />}
      {!isStreaming && <LeftContextNote message={message} />}
      {!isStreaming && <ReplyOutcome message={message} isLast={isLast} />}
      <footer className={styles.footer}>
        {!isStreaming && !isEditing && <Actions message={message} versions={versions} isLast={isLast} />}
      </footer>
    </article>
  );
}

/** What can be done with a reply that has ended, and its statistics. */
function Actions({ message, versions, isLast }: AssistantMessageProps) {
  const text = useText().chat;
  const answer = textOf(message);
  const again = () => {
    focusComposer();
    void regenerate(message.id);
  };
  return (
    <>
      <div className={styles.actions}>
        <VersionSwitch {...versions} />
        {answer !== "" && <CopyButton label={text.copyMessage} getText={() => answer} />}
        {!offersRetry(message, isLast) && (
          <IconButton size="small" icon="regenerate" label={text.regenerate} onClick={again} />
        )}
        <MessageMenu message={message} isLast={isLast} />
      </div>
      {message.stats !== null && message.stats.generatedTokens > 0 && (
        <ReplyStats stats={message.stats} modelName={message.modelName} />
      )}
    </>
  );
}
