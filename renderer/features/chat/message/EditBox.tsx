import { use, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { attachmentsOf, type Message } from "../../../../shared/chat/message.ts";
import type { Failure } from "../../../../shared/ipc/result.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { isSendKey } from "../composer/send-key.ts";
import { textDirection } from "../composer/text-direction.ts";
import { Notice } from "../Notice.tsx";
import { cancelEdit, sendEdit } from "../state/chat-actions.ts";
import { beginEdit, editKey, useDrafts } from "../state/drafts.ts";
import styles from "./Message.module.css";

export interface EditBoxProps {
  readonly message: Message;
  readonly onCancel: () => void;
}

/** Editor that replaces a message while it is edited. */
export function EditBox({ message, onCancel }: EditBoxProps) {
  const text = useText();
  const { onSent, media } = use(ChatHostContext);
  const key = editKey(message.id);
  const hintId = useId();
  const draft = useDrafts((state) => state.texts[key] ?? "");
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const ref = useRef<HTMLTextAreaElement>(null);
  const readiness = media.useReadiness(key);
  const isUnready = readiness === "preparing" || readiness === "trouble";
  const canSend = !isSending && !isUnready && (draft.trim() !== "" || readiness === "ready");
  const { openEdit, closeEdit } = media;

  useEffect(() => openEdit(key, attachmentsOf(message)), [key, message, openEdit]);
  useEffect(() => {
    const box = ref.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);

  const send = async () => {
    if (!canSend) return;
    setIsSending(true);
    setFailure(null);
    const result = await sendEdit(message.id, media.take(key).attachments);
    setIsSending(false);
    if (result.ok) {
      closeEdit(key);
      onSent();
      focusComposer();
    } else setFailure(result.error);
  };
  const cancel = () => {
    cancelEdit(message.id);
    closeEdit(key);
    onCancel();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) {
      event.preventDefault();
      void send();
    }
    if (event.key === "Escape" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      cancel();
    }
  };

  const words = failure && describeFailure(failure, text);
  return (
    <div className={styles.edit} data-draft={key}>
      <media.Tray draftKey={key} />
      <textarea
        ref={ref}
        className={styles.editText}
        aria-label={text.chat.editText}
        aria-describedby={hintId}
        value={draft}
        rows={1}
        dir={textDirection(draft)}
        onChange={(event) => beginEdit(message.id, event.target.value)}
        onKeyDown={onKeyDown}
      />
      {words && <Notice tone="failure" title={words.title} detail={words.detail} isAlert />}
      <div className={styles.editFoot}>
        <media.Tools draftKey={key} />
        <p id={hintId} className={styles.hint}>
          {text.chat.editHint}
        </p>
        <Button size="small" variant="quiet" onClick={cancel}>
          {text.common.cancel}
        </Button>
        <Button size="small" variant="primary" aria-disabled={!canSend} onClick={() => void send()}>
          {text.chat.sendEdit}
        </Button>
      </div>
    </div>
  );
}
