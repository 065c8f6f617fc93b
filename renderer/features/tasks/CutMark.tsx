import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./CutMark.module.css";

/** After words that were to go on. */
export function CutMark() {
  return (
    <span className={styles.mark}>
      <Icon name="alert" size={16} />
      {useText().tasks.cut}
    </span>
  );
}
