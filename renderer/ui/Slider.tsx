import { Field } from "./Field.tsx";
import styles from "./Slider.module.css";

export interface SliderProps {
  readonly label: string;
  readonly hint?: string;
  /** Place among the steps, counted from 0. */
  readonly value: number;
  readonly steps: number;
  /** The value in words, on screen and for screen readers. */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
}

/** One of some steps in order: the platform's own slider, with arrows, Home and End. */
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
