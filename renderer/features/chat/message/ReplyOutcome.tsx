import { use } from "react";
import type { IncompleteReason, Message } from "../../../../shared/chat/message.ts";
import type { ErrorCode, Failure } from "../../../../shared/ipc/result.ts";
import type { MediaCapability } from "../../../../shared/media/media-capabilities.ts";
import { describeFailure, type FailureWords } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../Notice.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { canContinue } from "../../../../shared/chat/can-continue.ts";
import { isBlank } from "../parts/part-groups.ts";
import { regenerate, resume } from "../state/chat-actions.ts";
import styles from "./Message.module.css";
import { TooLongNotice } from "./TooLongNotice.tsx";

/** Shown when a reply did not complete: what happened, what is safe, what to do. */
export function ReplyOutcome({ message, isLast }: { readonly message: Message; readonly isLast: boolean }) {
  const text = useText();
  const host = use(ChatHostContext);
  const retry = () => {
    focusComposer();
    void regenerate(message.id);
  };
  const resumeReply = () => {
    focusComposer();
    void resume(message.id);
  };
  const nextStep = (
    <>
      {offersContinue(message, isLast) && (
        <Button size="small" variant="primary" icon="arrowDown" onClick={resumeReply}>
          {text.chat.continueReply}
        </Button>
      )}
      {offersRetry(message, isLast) && (
        <Button size="small" icon="regenerate" onClick={retry}>
          {text.chat.retry}
        </Button>
      )}
    </>
  );
  const { status } = message;
  const wasWritten = !message.parts.every(isBlank);
  switch (status.type) {
    case "streaming":
      return null;
    case "complete":
      return wasWritten ? null : <p className={styles.note}>{text.chat.emptyReply}</p>;
    case "incomplete":
      return (
        <div className={styles.note}>
          <p>{incompleteWords(status.reason, !wasWritten, text)}</p>
          {nextStep}
        </div>
      );
    case "failed": {
      if (status.error.code === "message-too-long")
        return <TooLongNotice message={message} error={status.error} isLast={isLast} />;
      const missing = missingCapability(status.error);
      const { title, detail, action } = failureWords(status.error, wasWritten, text);
      return (
        <Notice tone="failure" title={title} detail={detail} isAlert={isLast}>
          {action?.kind === "choose-model" && (
            <Button
              size="small"
              icon="model"
              onClick={() => (missing ? host.onFindModel(missing) : host.onChooseModel())}
            >
              {action.label}
            </Button>
          )}
          {action?.kind === "open-servers" && (
            <Button size="small" icon="server" onClick={host.onOpenServers}>
              {action.label}
            </Button>
          )}
          {nextStep}
        </Notice>
      );
    }
  }
}

function incompleteWords(reason: IncompleteReason, isEmpty: boolean, { chat }: MessageCatalog): string {
  return isEmpty && (reason === "stopped" || reason === "interrupted")
    ? chat.incompleteEmpty[reason]
    : chat.incomplete[reason];
}

function failureWords(error: Failure, wasWritten: boolean, text: MessageCatalog): FailureWords {
  if (error.code !== "engine-crashed" || wasWritten) return describeFailure(error, text);
  return {
    title: text.chat.notStarted,
    detail: text.chat.notStartedDetail,
    action: { kind: "choose-model", label: text.chat.chooseModel },
  };
}

/** The capability that the model lacks for the attachments. */
function missingCapability({ code, data }: Failure): MediaCapability | null {
  if (code !== "media-unsupported") return null;
  return data.kind === "audio" ? "hears" : "sees";
}

/** Errors that a retry would repeat: the message or a setting has to be changed first. */
const notRetryable: ReadonlySet<ErrorCode> = new Set(["message-too-long", "media-missing", "media-off"]);

/** Whether Retry is a suggested next step. */
export function offersRetry(message: Message, isLast: boolean): boolean {
  const { status, task } = message;
  if (status.type === "failed") {
    // The pieces that exist would be read again.
    const hasPieces = task?.each !== undefined && canContinue(message);
    return !hasPieces && !notRetryable.has(status.error.code);
  }
  const wasCutOff =
    status.type === "incomplete" &&
    (status.reason === "interrupted" || status.reason === "ended-in-reasoning");
  return wasCutOff && isLast && !canContinue(message);
}

/** Later messages answer a reply as it is. */
function offersContinue(message: Message, isLast: boolean): boolean {
  return canContinue(message) && (isLast || message.task?.each !== undefined);
}
