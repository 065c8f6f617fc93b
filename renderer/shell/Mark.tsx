import styles from "./Mark.module.css";

/** The app logo: a cut stone with facets in three shades of the accent colour. */
export function Mark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <path className={styles.body} d="M16 2.5 28 9.25v13.5L16 29.5 4 22.75V9.25Z" />
      <path className={styles.top} d="M16 8.5 22.5 12 16 15.7 9.5 12Z" />
      <path className={styles.left} d="M9.5 12 16 15.7v7.6l-6.5-3.7Z" />
      <path className={styles.right} d="M22.5 12 16 15.7v7.6l6.5-3.7Z" />
    </svg>
  );
}
