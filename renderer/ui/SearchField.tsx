import { Icon } from "./Icon.tsx";
import styles from "./SearchField.module.css";

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Filters what is on screen while the user types. Escape empties it, and only then closes what is around it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <span className={styles.search}>
      <Icon name="search" size={16} />
      <input
        type="search"
        className={styles.field}
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // While an input method composes, Escape is its own.
          if (event.key !== "Escape" || value === "" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onChange("");
        }}
      />
    </span>
  );
}
