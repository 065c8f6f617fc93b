import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import controls from "./controls.module.css";
import { Field, type FieldProps } from "./Field.tsx";
import styles from "./TextField.module.css";

export type TextFieldProps = Pick<FieldProps, "label" | "hint" | "error"> &
  Omit<ComponentProps<"input">, "id" | "onChange" | "value"> & {
    readonly type: "text" | "search" | "password";
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** Buttons beside the field, which do something with its value. */
    readonly action?: ReactNode;
  };

/** One line of text that the browser neither completes nor corrects. */
export function TextField({ label, hint, error, onChange, action, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => (
        <span className={styles.line}>
          <input
            className={classNames(controls.control, styles.input)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
            {...rest}
            {...field}
          />
          {action}
        </span>
      )}
    </Field>
  );
}
