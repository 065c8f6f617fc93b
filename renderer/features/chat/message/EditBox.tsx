import { use, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Message } from "../../../../shared/chat/message.ts";
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
  const { onSent } = use(ChatHostContext);
  const hintId = useId();
  const draft = useDrafts((state) => state.texts[editKey(message.id)] ?? "");
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const ref = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const box = ref.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);

  const send = async () => {
    if (isSending || draft.trim() === "") return;
    setIsSending(true);
    setFailure(null);
    const result = await sendEdit(message.id);
    setIsSending(false);
    if (result.ok) {
      onSent();
      focusComposer();
    } else setFailure(result.error);
  };
  const cancel = () => {
    cancelEdit(message.id);
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
    <div className={styles.edit}>
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
        <p id={hintId} className={styles.hint}>
          {text.chat.editHint}
        </p>
        <Button size="small" variant="quiet" onClick={cancel}>
          {text.common.cancel}
        </Button>
        <Button
          size="small"
          variant="primary"
          aria-disabled={isSending || draft.trim() === ""}
          onClick={() => void send()}
        >
          {text.chat.sendEdit}
        </Button>
      </div>
    </div>
  );
}
