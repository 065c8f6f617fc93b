import styles from "./CardFacts.module.css";
import type { TroubleWords } from "./describe-trouble.ts";

export function CardTrouble({ words }: { readonly words: TroubleWords }) {
  return (
    <div role="alert">
      <p className={styles.trouble}>{words.title}</p>
      <p className={styles.detail}>{words.detail}</p>
    </div>
  );
}
