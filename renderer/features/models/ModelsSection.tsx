import type { ReactNode } from "react";
import styles from "./ModelsSection.module.css";

/** A section of the Models page with a heading. */
export function ModelsSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
