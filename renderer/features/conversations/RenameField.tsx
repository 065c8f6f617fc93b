import { useRef, useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import styles from "./RenameField.module.css";

export interface RenameFieldProps {
  readonly title: string;
  readonly onSave: (title: string) => void;
  readonly onEnd: () => void;
}

/** Enter and blur save, Escape cancels. */
export function RenameField({ title, onSave, onEnd }: RenameFieldProps) {
  const text = useText().conversations;
  const [draft, setDraft] = useState(title);
  const isOverRef = useRef(false);
  const end = (save: boolean) => {
    if (isOverRef.current) {
      return;
    }
    isOverRef.current = true;
    if (save) {
      onSave(draft);
    }
    onEnd();
  };
  return (
    <input
      className={styles.field}
      aria-label={text.renameLabel}
      value={draft}
      maxLength={200}
      autoFocus
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        // An input method that is composing handles Enter and Escape itself.
        if (event.nativeEvent.isComposing) {
          return;
        }
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          end(event.key === "Enter");
        }
      }}
    />
  );
}
