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
};

/** A native select, which works with every keyboard, screen reader and phone. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, isInline = false, value, choices, onChange, disabled } = props;
  return (
    <Field label={label} hint={hint} isInline={isInline}>
      {(field) => (
        <select
          className={controls.select}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen) {
              onChange(chosen.value);
            }
          }}
          {...field}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
