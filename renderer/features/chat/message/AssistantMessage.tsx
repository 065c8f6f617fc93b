import { use } from "react";
import { textOf, thoughtOf, type Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { Markdown } from "../../../ui/markdown/Markdown.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { regenerate } from "../state/chat-actions.ts";
import { useMessage } from "../state/message-subscription.ts";
import { LeftContextNote } from "./LeftContextNote.tsx";
import styles from "./Message.module.css";
import { Reasoning } from "./Reasoning.tsx";
import { offersRetry, ReplyOutcome } from "./ReplyOutcome.tsx";
import { ReplyStats } from "./ReplyStats.tsx";
import { RepeatedPrefillStatus, ReplyStatus } from "./ReplyStatus.tsx";
import { VersionSwitch, type Versions } from "./VersionSwitch.tsx";

export interface AssistantMessageProps {
  readonly message: Message;
  readonly versions: Versions;
  readonly isLast: boolean;
}

export function AssistantMessage({ message, versions, isLast }: AssistantMessageProps) {
  const text = useText();
  const { TaskReply } = use(ChatHostContext).tasks;
  const question = useMessage(message.parentId ?? "");
  const answer = textOf(message);
  const thought = thoughtOf(message);
  const hasThought = thought !== null && thought.text.trim() !== "";
  const isStreaming = message.status.type === "streaming";
  const words = answer !== "" && <Markdown text={answer} isGrowing={isStreaming} />;
  const again = () => {
    focusComposer();
    void regenerate(message.id);
  };
  return (
    <article
      aria-label={text.chat.assistant}
      aria-busy={isStreaming || undefined}
      className={styles.row}
      data-last={isLast || undefined}
    >
      {isStreaming && answer === "" && !hasThought && <ReplyStatus messageId={message.id} />}
      {hasThought && <Reasoning message={message} thought={thought} />}
      {message.task && question && message.parts.length > 0 ? (
        <TaskReply reply={message} question={question}>
          {words}
        </TaskReply>
      ) : (
        words
      )}
      {isStreaming && (answer !== "" || hasThought) && <RepeatedPrefillStatus messageId={message.id} />}
      {!isStreaming && <LeftContextNote message={message} />}
      {!isStreaming && <ReplyOutcome message={message} isLast={isLast} />}
      <footer className={styles.footer}>
        {!isStreaming && (
          <>
            <div className={styles.actions}>
              <VersionSwitch {...versions} />
              {answer !== "" && <CopyButton label={text.chat.copyMessage} getText={() => answer} />}
              {!offersRetry(message, isLast) && (
                <IconButton size="small" icon="regenerate" label={text.chat.regenerate} onClick={again} />
              )}
            </div>
            {message.stats !== null && message.stats.generatedTokens > 0 && (
              <ReplyStats stats={message.stats} modelName={message.modelName} />
            )}
          </>
        )}
      </footer>
    </article>
  );
}
