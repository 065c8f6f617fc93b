import { useId } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./SegmentedControl.module.css";
import type { Choice } from "./Select.tsx";

export interface SegmentedControlProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (Choice<Value> & { readonly icon?: IconName })[];
  readonly onChange: (value: Value) => void;
}

/**
 * A choice among few options, all visible. Uses native radio buttons, so that arrow keys and screen readers
 * work as usual.
 */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, choices, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.segments}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.segment}>
            <input
              type="radio"
              className={styles.input}
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.icon !== undefined && <Icon name={choice.icon} size={16} />}
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
