import { useState, type ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import controls from "./controls.module.css";
import { Field, type FieldProps } from "./Field.tsx";
import { parseNumber, type NumberLimits } from "./parse-number.ts";

export type NumberFieldProps = Pick<FieldProps, "label" | "hint" | "isInline"> &
  Pick<ComponentProps<"input">, "className" | "disabled" | "placeholder"> &
  NumberLimits & {
    /** null: left empty, where that is allowed (`isOptional`). */
    readonly value: number | null;
    readonly onChange: (value: number | null) => void;
    /** Shown while the input is invalid. */
    readonly invalidText: string;
  };

/**
 * A number field that keeps invalid input on screen, also when it is left, and passes on valid values only. It is a text input,
 * because a number input discards what it cannot parse and changes with the scroll wheel.
 */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    hint,
    isInline = false,
    value,
    onChange,
    invalidText,
    className,
    disabled,
    placeholder,
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === null ? "" : String(value));
  const parsed = parseNumber(shown, props);
  return (
    <Field label={label} hint={hint} error={parsed.ok ? undefined : invalidText} isInline={isInline}>
      {(field) => (
        <input
          type="text"
          inputMode={props.isWhole ? "numeric" : "decimal"}
          autoComplete="off"
          className={classNames(controls.control, controls.number, className)}
          value={shown}
          disabled={disabled}
          placeholder={placeholder}
          onChange={(event) => {
            setDraft(event.target.value);
            const next = parseNumber(event.target.value, props);
            if (next.ok && next.value !== value) {
              onChange(next.value);
            }
          }}
          onBlur={() => {
            // What can't be used stays in sight, with the reason.
            if (parsed.ok) setDraft(null);
          }}
          {...field}
        />
      )}
    </Field>
  );
}
