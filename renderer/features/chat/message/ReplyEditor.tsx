import { useEffect, useRef, type KeyboardEvent } from "react";
import type { Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { textDirection } from "../composer/text-direction.ts";
import { beginEdit, editKey, useDrafts } from "../state/drafts.ts";
import { cancelReplyEdit, editableParts, saveReplyEdit } from "../state/reply-edits.ts";
import styles from "./Message.module.css";

/** Shown in place of a reply's text while the user rewrites it. */
export function ReplyEditor({ message }: { readonly message: Message }) {
  const text = useText();
  const parts = editableParts(message);
  const drafts = useDrafts((state) => state.texts);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);

  const isEmpty = parts.some(({ id }) => (drafts[editKey(id)] ?? "").trim() === "");
  const save = () => {
    if (!isEmpty) void saveReplyEdit(message);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      cancelReplyEdit(message);
    } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className={styles.edit} onKeyDown={onKeyDown}>
      {parts.map(({ id, text: written }, index) => (
        <textarea
          key={id}
          ref={index === 0 ? first : undefined}
          className={styles.editText}
          aria-label={text.chat.editText}
          value={drafts[editKey(id)] ?? written}
          rows={1}
          dir={textDirection(drafts[editKey(id)] ?? written)}
          onChange={(event) => beginEdit(id, event.target.value)}
        />
      ))}
      <div className={styles.editFoot}>
        <p className={styles.hint}>{text.chat.messageMenu.editHint}</p>
        <Button size="small" variant="quiet" onClick={() => cancelReplyEdit(message)}>
          {text.common.cancel}
        </Button>
        <Button size="small" variant="primary" aria-disabled={isEmpty} onClick={save}>
          {text.chat.messageMenu.save}
        </Button>
      </div>
    </div>
  );
}
