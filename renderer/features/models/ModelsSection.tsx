import type { ReactNode } from "react";
import styles from "./ModelsSection.module.css";

/** A section of the Models page with a heading. */
export function ModelsSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}
