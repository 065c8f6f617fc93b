import { Field } from "./Field.tsx";
import styles from "./Slider.module.css";

export interface SliderProps {
  readonly label: string;
  readonly hint?: string;
  /** Index among the steps. */
  readonly value: number;
  readonly steps: number;
  /** The value as text, on screen and for screen readers. */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
}

/** A choice among ordered steps: a native slider, with arrows, Home and End. */
export function Slider({ label, hint, value, steps, valueText, onChange }: SliderProps) {
  return (
    <Field label={label} hint={hint} value={valueText}>
      {(field) => (
        <input
          type="range"
          className={styles.slider}
          min={0}
          max={steps - 1}
          step={1}
          value={value}
          aria-valuetext={valueText}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          {...field}
        />
      )}
    </Field>
  );
}
