import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import controls from "./controls.module.css";
import { Field, type FieldProps } from "./Field.tsx";

export type TextAreaProps = Pick<FieldProps, "label" | "hint" | "error"> &
  Omit<ComponentProps<"textarea">, "id" | "onChange" | "value"> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
  };

/** Grows with its text, up to a limit. */
export function TextArea({ label, hint, error, onChange, className, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => (
        <textarea
          className={classNames(controls.control, controls.area, className)}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
          {...field}
        />
      )}
    </Field>
  );
}
