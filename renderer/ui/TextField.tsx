import type { ComponentProps } from "react";
import controls from "./controls.module.css";
import { Field, type FieldProps } from "./Field.tsx";

export type TextFieldProps = Pick<FieldProps, "label" | "hint" | "error"> &
  Omit<ComponentProps<"input">, "id" | "onChange" | "value"> & {
    readonly type: "text" | "search" | "password";
    readonly value: string;
    readonly onChange: (value: string) => void;
  };

/** One line of text that the browser neither completes nor corrects. */
export function TextField({ label, hint, error, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => (
        <input
          className={controls.control}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
          {...field}
        />
      )}
    </Field>
  );
}
