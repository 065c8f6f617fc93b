import controls from "../../../ui/controls.module.css";
import styles from "./TaskOffers.module.css";

export interface LanguageChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** A select within a line of text. */
export function LanguageChoice<Value extends string>(props: LanguageChoiceProps<Value>) {
  const { label, value, choices, onChange } = props;
  return (
    <label className={styles.choice}>
      {label}
      <select
        className={controls.select}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
