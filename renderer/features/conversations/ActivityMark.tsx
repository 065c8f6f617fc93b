import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./ActivityMark.module.css";
import type { Activity } from "./conversations-state.ts";

/** A spinner while a reply is generated and a clock while it is queued, with a text for screen readers. */
export function ActivityMark({ activity }: { readonly activity: Activity }) {
  const text = useText().conversations;
  const words = activity === "running" ? text.running : text.queued;
  return (
    <span className={styles.mark} title={words}>
      <span className="visually-hidden">{words}</span>
      {activity === "running" ? <span className={styles.ring} /> : <Icon name="clock" size={16} />}
    </span>
  );
}
