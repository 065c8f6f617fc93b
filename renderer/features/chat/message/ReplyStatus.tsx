import type { Message, MessageId } from "../../../../shared/chat/message.ts";
import type { MediumInProgress } from "../../../../shared/inference/generation.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { openChatOf, useChat } from "../state/chat-store.ts";
import { useRun } from "../state/message-subscription.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import styles from "./ReplyStatus.module.css";

/** What a reply without any text yet is waiting for. */
export function ReplyStatus({ messageId }: { readonly messageId: MessageId }) {
  const { chat: text, servers } = useText();
  const phase = useRun(messageId)?.run.phase;
  const server = useRemoteModel()?.server;
  const modelName = useChat((state) => openChatOf(state)?.head.modelName ?? "");
  switch (phase?.type) {
    case "queued":
      return <Line text={phase.ahead === 0 ? text.queuedFirst : text.queued(phase.ahead)} isNews />;
    case "loading-model":
      return <Line text={text.loadingModel(modelName)} progress={phase.progress} isNews />;
    case "prefill":
      if (server?.state.type === "loading")
        return <Line text={servers.loadingOn(server.name, modelName)} isNews />;
      return (
        <Line
          text={phase.medium ? text.processingMedia(phase.medium) : text.processingPrompt}
          progress={phase.progress}
        />
      );
    case "reasoning":
      return <Line text={text.thinking} />;
    case "paused":
      return <Line text={text.paused} isNews />;
    case "answering":
    case "using-tools":
    case "awaiting-approval":
    case undefined:
      return <Line text={text.starting} />;
  }
}

/** What a reply that has begun is waiting for, while no text is generated. */
export function ContinuedStatus({ message }: { readonly message: Message }) {
  const text = useText().chat;
  const phase = useRun(message.id)?.run.phase;
  switch (phase?.type) {
    case "queued":
    case "loading-model":
      return <ReplyStatus messageId={message.id} />;
    case "prefill": {
      const words = prefillWords(message, phase.medium, text);
      return words === null ? null : <Line text={words} progress={phase.progress} isNews />;
    }
    case "paused":
      return <Line text={text.paused} isNews />;
    // Announced by the call itself.
    case "awaiting-approval":
      return <Line text={text.awaitingApproval} />;
    case "reasoning":
    case "answering":
    case "using-tools":
    case undefined:
      return null;
  }
}

/** null: a task shows its own progress. */
function prefillWords(
  { parts, task }: Message,
  medium: MediumInProgress | undefined,
  text: MessageCatalog["chat"],
): string | null {
  if (task?.each !== undefined) return null;
  if (parts.at(-1)?.type === "tool-result")
    return medium ? text.processingMedia(medium) : text.processingResult;
  // Older messages were dropped from a full context, and the rest is evaluated again.
  return text.processingAgain;
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
