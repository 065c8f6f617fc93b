import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./CutMark.module.css";

/** Marks text that was cut off. */
export function CutMark() {
  return (
    <span className={styles.mark}>
      <Icon name="alert" size={16} />
      {useText().tasks.cut}
    </span>
  );
}
