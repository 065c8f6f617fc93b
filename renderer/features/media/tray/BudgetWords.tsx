import { use } from "react";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { timeText } from "../../../i18n/time-text.ts";
import { MediaHostContext } from "../media-host.ts";
import styles from "./BudgetWords.module.css";

/** A budget's name, its purpose, its tokens, and how long the chosen model looks at them. */
export function BudgetWords({ budget }: { readonly budget: ImageBudget | null }) {
  const { media: text, planner } = useText();
  const { imageTime } = use(MediaHostContext);
  const time = budget === null ? null : imageTime(budget);
  const language = useLanguage();
  const key = budget ?? "auto";
  return (
    <span className={styles.words}>
      <span>{text.budgets[key]}</span>
      <span className={styles.hint}>
        {text.budgetHints[key]}
        {budget !== null && ` · ${text.budgetTokens(formatNumber(budget, language))}`}
        {time !== null &&
          ` · ${time === "measuring" ? planner.measuring : timeText(time, planner, language)}`}
      </span>
    </span>
  );
}
