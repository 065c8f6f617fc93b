import { useEffect, useRef, type ReactNode } from "react";
import styles from "./ModelsSection.module.css";

export interface ModelsSectionProps {
  readonly title: string;
  /** Whether the address names it: it is scrolled to and focused. */
  readonly isTarget?: boolean;
  readonly children: ReactNode;
}

/** A section of the Models page with a heading. */
export function ModelsSection({ title, isTarget = false, children }: ModelsSectionProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isTarget) return;
    section.current?.scrollIntoView({ block: "start" });
    section.current?.focus({ preventScroll: true });
  }, [isTarget]);
  return (
    <section ref={section} className={styles.section} aria-label={title} tabIndex={-1}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}
