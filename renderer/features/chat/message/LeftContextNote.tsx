import { textOf, type Message } from "../../../../shared/chat/message.ts";
import { titleOf } from "../../../../shared/chat/title.ts";
import { droppedMessages } from "../../../../shared/chat/context-start.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useBranchTo } from "../state/message-subscription.ts";
import styles from "./LeftContextNote.module.css";

/** Shown once: at the first reply after which messages are no longer in the context window. */
export function LeftContextNote({ message }: { readonly message: Message }) {
  const text = useText().chat;
  const left = droppedMessages(useBranchTo(message));
  const [first] = left;
  if (first === undefined) return null;
  const last = left.findLast(({ role }) => role === "user") ?? first;
  return (
    <div role="note" aria-label={text.leftContext.title(left.length)} className={styles.note}>
      <Icon name="info" size={16} />
      <div className={styles.words}>
        <p className={styles.title}>{text.leftContext.title(left.length)}</p>
        <p>
          {first === last
            ? text.leftContext.one(titleOf(textOf(first)))
            : text.leftContext.range(titleOf(textOf(first)), titleOf(textOf(last)))}{" "}
          {text.leftContext.detail}
        </p>
      </div>
    </div>
  );
}
