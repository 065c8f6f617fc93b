import styles from "./Chevron.module.css";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";

/** Marks a button that opens what is below it; turns down while that is open. */
export function Chevron({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <span className={classNames(styles.chevron, isOpen && styles.down)}>
      <Icon name="chevronRight" size={16} />
    </span>
  );
}
