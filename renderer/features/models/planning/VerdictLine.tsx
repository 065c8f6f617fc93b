import type { Verdict } from "../../../../shared/models/verdict.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { describeEach } from "./describe-each.ts";
import { verdictNumbers } from "./describe-verdict.ts";
import { VerdictBadge } from "./VerdictBadge.tsx";
import styles from "./VerdictLine.module.css";

/** A verdict with the numbers behind it. */
export function VerdictLine({ verdict }: { readonly verdict: Verdict }) {
  const text = useText().planner;
  const language = useLanguage();
  return (
    <p className={styles.line}>
      <VerdictBadge word={verdict.word} />
      <span className={styles.numbers}>{describeEach(verdictNumbers(verdict, text, language))}</span>
    </p>
  );
}
