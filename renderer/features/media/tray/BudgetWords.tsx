import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import styles from "./BudgetWords.module.css";

/** A budget's name, its purpose and its tokens. */
export function BudgetWords({ budget }: { readonly budget: ImageBudget | null }) {
  const text = useText().media;
  const language = useLanguage();
  const key = budget ?? "auto";
  return (
    <span className={styles.words}>
      <span>{text.budgets[key]}</span>
      <span className={styles.hint}>
        {text.budgetHints[key]}
        {budget !== null && ` · ${text.budgetTokens(formatNumber(budget, language))}`}
      </span>
    </span>
  );
}
