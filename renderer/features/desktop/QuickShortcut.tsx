import { useState, type KeyboardEvent } from "react";
import { acceleratorOf } from "../../../shared/desktop/accelerator.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import styles from "./QuickShortcut.module.css";

export interface QuickShortcutProps {
  /** null: none. */
  readonly shortcut: string | null;
  /** Another program holds it. */
  readonly isTaken: boolean;
  readonly onChange: (shortcut: string | null) => void;
}

/** The global shortcut of the small window: the button takes the keys that are pressed next. */
export function QuickShortcut({ shortcut, isTaken, onChange }: QuickShortcutProps) {
  const words = useText().desktop;
  const [isRecording, setIsRecording] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRecording || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    // The page's own shortcuts listen at the document.
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === "Escape") {
      setIsRecording(false);
      return;
    }
    const pressed = acceleratorOf(event.nativeEvent);
    if (pressed === null) return;
    setIsRecording(false);
    onChange(pressed);
  };
  return (
    <Field label={words.quick} hint={words.quickHint} isInline error={isTaken ? words.quickTaken : undefined}>
      {({ id, "aria-describedby": describedBy }) => (
        <div className={styles.line}>
          {shortcut === null ? <span>{words.quickNone}</span> : <Kbd keys={shortcut.split("+")} />}
          <Button
            id={id}
            aria-describedby={describedBy}
            onKeyDown={onKeyDown}
            onBlur={() => setIsRecording(false)}
            onClick={() => setIsRecording(true)}
          >
            {isRecording ? words.quickPress : words.quickRecord}
          </Button>
          {shortcut !== null && <Button onClick={() => onChange(null)}>{words.quickRemove}</Button>}
        </div>
      )}
    </Field>
  );
}
