import { Fragment } from "react";
import styles from "./Facts.module.css";

/** Short facts on one line, which breaks between them rather than inside one: `2.4 GB · 4-bit · 128K context`. */
export function Facts({ each }: { readonly each: readonly string[] }) {
  return (
    <span className={styles.facts}>
      {each.map((fact, at) => (
        <Fragment key={fact}>
          {at > 0 && " "}
          <span className={styles.fact}>
            <span className={styles.mark}>{at > 0 && "· "}</span>
            {fact}
          </span>
        </Fragment>
      ))}
    </span>
  );
}
