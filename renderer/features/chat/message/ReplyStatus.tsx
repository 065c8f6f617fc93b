import type { MessageId } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { openChatOf, useChat } from "../state/chat-store.ts";
import { useRun } from "../state/message-subscription.ts";
import styles from "./ReplyStatus.module.css";

/** What a reply without any text yet is waiting for. */
export function ReplyStatus({ messageId }: { readonly messageId: MessageId }) {
  const text = useText().chat;
  const phase = useRun(messageId)?.run.phase;
  const modelName = useChat((state) => openChatOf(state)?.head.modelName ?? "");
  switch (phase?.type) {
    case "queued":
      return <Line text={phase.ahead === 0 ? text.queuedFirst : text.queued(phase.ahead)} isNews />;
    case "loading-model":
      return <Line text={text.loadingModel(modelName)} progress={phase.progress} isNews />;
    case "reading":
      return (
        <Line
          text={phase.medium ? text.processingMedia(phase.medium) : text.processingPrompt}
          progress={phase.progress}
        />
      );
    case "thinking":
      return <Line text={text.thinking} />;
    case "answering":
    case undefined:
      return <Line text={text.starting} />;
  }
}

/**
 * Shown in mid-reply, when older messages were dropped from a full context and the rest is prefilled again.
 */
export function RepeatedPrefillStatus({ messageId }: { readonly messageId: MessageId }) {
  const text = useText().chat;
  const phase = useRun(messageId)?.run.phase;
  return phase?.type === "reading" ? (
    <Line text={text.processingAgain} progress={phase.progress} isNews />
  ) : null;
}

interface LineProps {
  readonly text: string;
  readonly progress?: number;
  /** Announced by screen readers. */
  readonly isNews?: boolean;
}

function Line({ text, progress, isNews = false }: LineProps) {
  return (
    <div className={styles.status}>
      <p role={isNews ? "status" : undefined} className={styles.words}>
        {text}
      </p>
      {progress === undefined ? (
        <span className={styles.dots} aria-hidden="true" />
      ) : (
        <ProgressBar label={text} value={progress} className={styles.bar} />
      )}
    </div>
  );
}
