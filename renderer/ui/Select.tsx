import type { ComponentProps } from "react";
import controls from "./controls.module.css";
import { Field, type FieldProps } from "./Field.tsx";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export type SelectProps<Value extends string> = Pick<FieldProps, "label" | "hint" | "isInline"> & {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  /** Accessible name, where the label alone does not say of what. */
  readonly name?: string;
  /** Where its choices say what it is for: the label is left to screen readers. */
  readonly isLabelHidden?: boolean;
};

/** A native select, which works with every keyboard, screen reader and phone. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, name, hint, isInline = false, isLabelHidden = false } = props;
  const { value, choices, onChange, disabled } = props;
  const select = (attributes: ComponentProps<"select">) => (
    <select
      className={controls.select}
      value={value}
      disabled={disabled}
      aria-label={name}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.target.value);
        if (chosen) {
          onChange(chosen.value);
        }
      }}
      {...attributes}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
  if (isLabelHidden) return select({ "aria-label": label });
  return (
    <Field label={label} hint={hint} isInline={isInline}>
      {select}
    </Field>
  );
}
