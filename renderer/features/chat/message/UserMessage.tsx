import { use, useEffect, useMemo, useRef } from "react";
import { ownTextOf, textOf, type Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { PartRows } from "../parts/PartRows.tsx";
import { editMessage } from "../state/chat-actions.ts";
import { editKey, useDrafts } from "../state/drafts.ts";
import { ClampedText } from "./ClampedText.tsx";
import { EditBox } from "./EditBox.tsx";
import styles from "./Message.module.css";
import { MessageMenu } from "./MessageMenu.tsx";
import { PinButton } from "./PinButton.tsx";
import { VersionSwitch, type Versions } from "./VersionSwitch.tsx";

export interface UserMessageProps {
  readonly message: Message;
  readonly versions: Versions;
  readonly isLast: boolean;
}

/** A message of the user: its attachments, then its text, which is shown as it was typed. */
export function UserMessage({ message, versions, isLast }: UserMessageProps) {
  const text = useText().chat;
  const isEditing = useDrafts((state) => state.texts[editKey(message.id)] !== undefined);
  const { SentPrompt } = use(ChatHostContext).tasks;
  const words = textOf(message);
  const own = ownTextOf(message);
  const prompt = message.parts.find((part) => part.type === "text" && part.ofTask !== undefined);
  const others = useMemo(() => message.parts.filter(({ type }) => type !== "text"), [message.parts]);
  const editButton = useRef<HTMLButtonElement>(null);
  const wasCancelled = useRef(false);

  useEffect(() => {
    if (isEditing || !wasCancelled.current) return;
    wasCancelled.current = false;
    editButton.current?.focus();
  }, [isEditing]);

  return (
    <article
      aria-label={text.you}
      className={classNames(styles.row, styles.question)}
      data-last={isLast || undefined}
    >
      {!isEditing && <PartRows parts={others} messageId={message.id} />}
      {isEditing ? (
        <EditBox message={message} onCancel={() => void (wasCancelled.current = true)} />
      ) : (
        <>
          {words !== "" && (
            <div className={styles.bubble}>
              {prompt?.type === "text" && prompt.ofTask !== undefined && (
                <SentPrompt taskName={prompt.ofTask} prompt={prompt.text} />
              )}
              {own !== "" && <ClampedText text={own} />}
            </div>
          )}
          <footer className={styles.ownFooter}>
            <div className={styles.actions}>
              <VersionSwitch {...versions} />
              {words !== "" && <CopyButton label={text.copyMessage} getText={() => words} />}
              <PinButton message={message} />
              <IconButton
                ref={editButton}
                size="small"
                icon="edit"
                label={text.edit}
                onClick={() => editMessage(message)}
              />
              <MessageMenu message={message} isLast={isLast} />
            </div>
          </footer>
        </>
      )}
    </article>
  );
}
