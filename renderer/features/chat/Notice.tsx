import type { ReactNode } from "react";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./Notice.module.css";

export interface NoticeProps {
  readonly tone: "failure" | "news";
  /** What happened. */
  readonly title: string;
  /** What is safe, and what to do next. */
  readonly detail: string;
  /** Announced by screen readers as soon as it appears. */
  readonly isAlert?: boolean;
  /** Action buttons. */
  readonly children?: ReactNode;
}

export function Notice({ tone, title, detail, isAlert = false, children }: NoticeProps) {
  return (
    <div role={isAlert ? "alert" : undefined} className={classNames(styles.notice, styles[tone])}>
      <Icon name={tone === "failure" ? "alert" : "info"} size={20} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
        {children !== undefined && <div className={styles.actions}>{children}</div>}
      </div>
    </div>
  );
}
