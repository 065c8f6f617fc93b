import { useText } from "../../i18n/i18n.ts";
import styles from "./ActivityMark.module.css";
import type { Activity } from "./conversations-state.ts";

/** A turning ring while a reply is written, three still dots while it waits; words for those who do not see it. */
export function ActivityMark({ activity }: { readonly activity: Activity }) {
  const text = useText().conversations;
  const words = activity === "running" ? text.running : text.queued;
  return (
    <span className={styles.mark} title={words}>
      <span className="visually-hidden">{words}</span>
      <span className={activity === "running" ? styles.running : styles.queued} aria-hidden="true" />
    </span>
  );
}
