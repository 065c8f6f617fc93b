import styles from "./Kbd.module.css";

/** A chord as key labels: `["Ctrl", "K"]`. */
export function Kbd({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className={styles.chord}>
      {keys.map((key) => (
        <kbd className={styles.key} key={key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
