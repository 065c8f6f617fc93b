import { Fragment } from "react";
import styles from "./Facts.module.css";

/** Short facts on one line, which breaks between them rather than inside one: `2.4 GB · 4-bit · 128K context`. */
export function Facts({ each }: { readonly each: readonly string[] }) {
  return each.map((fact, at) => (
    <Fragment key={fact}>
      {at > 0 && " "}
      <span className={styles.fact}>{at < each.length - 1 ? `${fact} ·` : fact}</span>
    </Fragment>
  ));
}
