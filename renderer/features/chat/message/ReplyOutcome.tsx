import { use } from "react";
import { textOf, thoughtOf, type Message } from "../../../../shared/chat/message.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../Notice.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { regenerate } from "../state/chat-actions.ts";
import styles from "./Message.module.css";

/** How a reply ended when it did not simply end: what happened, what is safe, what to do. */
export function ReplyOutcome({ message, isLast }: { readonly message: Message; readonly isLast: boolean }) {
  const text = useText();
  const host = use(ChatHostContext);
  const retry = () => {
    focusComposer();
    void regenerate(message.id);
  };
  const retryButton = offersRetry(message, isLast) && (
    <Button size="small" icon="regenerate" onClick={retry}>
      {text.chat.retry}
    </Button>
  );
  const { status } = message;
  switch (status.type) {
    case "streaming":
      return null;
    case "complete":
      return textOf(message).trim() === "" && thoughtOf(message) === null ? (
        <p className={styles.note}>{text.chat.emptyReply}</p>
      ) : null;
    case "incomplete":
      return (
        <div className={styles.note}>
          <p>{text.chat.incomplete[status.reason]}</p>
          {retryButton}
        </div>
      );
    case "failed": {
      const { title, detail, action } = describeFailure(status.error, text);
      return (
        <Notice tone="failure" title={title} detail={detail} isAlert={isLast}>
          {action?.kind === "choose-model" && (
            <Button size="small" icon="model" onClick={host.onChooseModel}>
              {action.label}
            </Button>
          )}
          {retryButton}
        </Notice>
      );
    }
  }
}

/** Whether to try again is the next thing to do, rather than one that can be done. */
export function offersRetry({ status }: Message, isLast: boolean): boolean {
  if (status.type === "failed") return true;
  const wasCutOff =
    status.type === "incomplete" && (status.reason === "interrupted" || status.reason === "ended-in-thought");
  return wasCutOff && isLast;
}
