import { useRef, useState, type SubmitEvent } from "react";
import { maxPasswordLength, minPasswordLength } from "../../../shared/access/password-length.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Access.module.css";
import { setPassword } from "./access-store.ts";

export interface PasswordFormProps {
  /** Whether it replaces one, which signs out other devices. */
  readonly isChange: boolean;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Typed once and visible on request: it is typed again on every device anyway. */
export function PasswordForm({ isChange, onSaved, onCancel }: PasswordFormProps) {
  const text = useText();
  const words = text.access;
  const [password, setTyped] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isShort = password.length < minPasswordLength;
  const save = async () => {
    setIsChecked(true);
    if (isShort) {
      input.current?.focus();
      return;
    }
    if (isSaving) return;
    setIsSaving(true);
    const isSaved = await setPassword(password);
    setIsSaving(false);
    if (isSaved) onSaved();
  };
  return (
    <form
      className={styles.form}
      aria-label={isChange ? words.changePassword : words.setPassword}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        ref={input}
        type="password"
        label={words.newPassword}
        hint={isChange ? words.changeHint : words.passwordHint(minPasswordLength)}
        error={isChecked && isShort ? words.tooShort(minPasswordLength) : undefined}
        autoFocus
        autoComplete="new-password"
        maxLength={maxPasswordLength}
        value={password}
        onChange={setTyped}
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" aria-disabled={isSaving}>
          {isChange ? words.changePassword : words.setPassword}
        </Button>
        <Button onClick={onCancel}>{text.common.cancel}</Button>
      </div>
    </form>
  );
}
