import { useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./SettingsSection.module.css";

export interface DeleteAllChatsProps {
  /** Resolves to whether they were deleted. */
  readonly onDelete: () => Promise<boolean>;
}

/** Deletes all chats after a confirmation, since there is no Undo. */
export function DeleteAllChats({ onDelete }: DeleteAllChatsProps) {
  const text = useText();
  const words = text.settings;
  const [isAsking, setIsAsking] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const cancel = () => setIsAsking(false);
  const confirm = async () => {
    if (isDeleting) return;
    setIsDeleting(true);
    await onDelete();
    setIsDeleting(false);
    setIsAsking(false);
  };
  return (
    <div>
      <Button icon="trash" onClick={() => setIsAsking(true)}>
        {words.deleteAll}
      </Button>
      {isAsking && (
        <Dialog
          title={words.deleteAllTitle}
          size="small"
          onClose={cancel}
          footer={
            <>
              <Button onClick={cancel}>{text.common.cancel}</Button>
              <Button variant="danger" aria-disabled={isDeleting} onClick={() => void confirm()}>
                {words.deleteAll}
              </Button>
            </>
          }
        >
          <div className={styles.question}>
            <p className={styles.paragraph}>{words.deleteAllDetail}</p>
            <p className={styles.paragraph}>{words.deleteAllKept}</p>
          </div>
        </Dialog>
      )}
    </div>
  );
}
