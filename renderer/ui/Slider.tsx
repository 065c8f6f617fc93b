import controls from "./controls.module.css";
import { Field, type FieldProps } from "./Field.tsx";

export type SliderProps = Pick<FieldProps, "label" | "hint"> & {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as people read it. */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
};

export function Slider({ label, hint, value, min, max, step, valueText, onChange, disabled }: SliderProps) {
  return (
    <Field label={label} hint={hint} value={valueText}>
      {(field) => (
        <input
          type="range"
          className={controls.slider}
          value={value}
          min={min}
          max={max}
          step={step}
          disabled={disabled}
          aria-valuetext={valueText}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          {...field}
        />
      )}
    </Field>
  );
}
