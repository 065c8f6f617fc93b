import { useId, type ReactNode } from "react";
import styles from "./Field.module.css";

/** Props to spread over a control, so that its label and hint are announced with it. */
export interface FieldControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Shown instead of the hint while the value is invalid. */
  readonly error?: string | undefined;
  /** Control beside the label rather than under it. */
  readonly isInline?: boolean;
  /** The value as text, at the end of the label's line. */
  readonly value?: string | undefined;
  readonly children: (props: FieldControlProps) => ReactNode;
}

/** A label, a control, and a hint or error. */
export function Field({ label, hint, error, isInline = false, value, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  const noteId = note === undefined ? undefined : `${id}-note`;
  return (
    <div className={isInline ? styles.inline : styles.stacked}>
      <div className={styles.labels}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {value !== undefined && <span className={styles.value}>{value}</span>}
        {isInline && note !== undefined && <Note id={noteId} text={note} isError={error !== undefined} />}
      </div>
      {children({ id, "aria-describedby": noteId, "aria-invalid": error === undefined ? undefined : true })}
      {!isInline && note !== undefined && <Note id={noteId} text={note} isError={error !== undefined} />}
    </div>
  );
}

function Note(props: { readonly id: string | undefined; readonly text: string; readonly isError: boolean }) {
  return (
    <p id={props.id} className={props.isError ? styles.error : styles.hint}>
      {props.text}
    </p>
  );
}
