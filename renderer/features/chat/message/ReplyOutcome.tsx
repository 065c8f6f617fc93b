import { use } from "react";
import { textOf, thoughtOf, type Message } from "../../../../shared/chat/message.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../Notice.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { regenerate } from "../state/chat-actions.ts";
import styles from "./Message.module.css";

/** How a reply ended when it did not simply end: what happened, what is safe, what to do. */
export function ReplyOutcome({ message, isLast }: { readonly message: Message; readonly isLast: boolean }) {
  const text = useText();
  const host = use(ChatHostContext);
  const retry = (
    <Button size="small" icon="regenerate" onClick={() => void regenerate(message.id)}>
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
    case "incomplete": {
      const canRetry = status.reason === "interrupted" || status.reason === "ended-in-thought";
      return (
        <div className={styles.note}>
          <p>{text.chat.incomplete[status.reason]}</p>
          {canRetry && isLast && retry}
        </div>
      );
    }
    case "failed": {
      const { title, detail, action } = describeFailure(status.error, text);
      return (
        <Notice tone="failure" title={title} detail={detail} isAlert={isLast}>
          {action?.kind === "choose-model" && (
            <Button size="small" icon="model" onClick={host.onChooseModel}>
              {action.label}
            </Button>
          )}
          {retry}
        </Notice>
      );
    }
  }
}
