import type { ReactNode } from "react";
import styles from "./Card.module.css";
import { Icon, type IconName } from "./Icon.tsx";

export interface CardProps {
  readonly icon: IconName;
  /** What the card is about. */
  readonly title: ReactNode;
  /** Accessible name. */
  readonly label: string;
  /** At the end of the title's line. */
  readonly status?: ReactNode;
  readonly children?: ReactNode;
}

/** A result that is a thing of its own: a tool call, a source. */
export function Card({ icon, title, label, status, children }: CardProps) {
  return (
    <div role="group" aria-label={label} className={styles.card}>
      <div className={styles.head}>
        <Icon name={icon} size={16} />
        <div className={styles.title} dir="auto">
          {title}
        </div>
        {status !== undefined && <div className={styles.status}>{status}</div>}
      </div>
      {children}
    </div>
  );
}
