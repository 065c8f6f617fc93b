import type { ReplyStats as Stats } from "../../../../shared/chat/message.ts";
import { formatDuration, formatNumber, formatPercent } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Tooltip } from "../../../ui/Tooltip.tsx";
import styles from "./Message.module.css";

export interface ReplyStatsProps {
  readonly stats: Stats;
  readonly modelName: string | null;
}

/** Speed and length of the reply in one line; details on hover and focus. */
export function ReplyStats({ stats, modelName }: ReplyStatsProps) {
  const text = useText().chat.stats;
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const facts = [
    text.firstToken(formatDuration(stats.timeToFirstTokenMs, language, "measured")),
    text.speed(number(stats.tokensPerSecond)),
    text.tokens(number(stats.generatedTokens), stats.generatedTokens === 1),
    text.context(formatPercent(stats.contextUsedTokens / Math.max(1, stats.contextSizeTokens), language)),
  ];
  const details = text.details(
    number(stats.contextUsedTokens),
    number(stats.contextSizeTokens),
    number(stats.promptTokens),
    number(stats.reusedTokens),
    modelName ?? "",
  );
  return (
    <Tooltip text={details}>
      <p role="note" tabIndex={0} className={styles.stats} aria-label={[...facts, details].join(" · ")}>
        {facts.join(" · ")}
      </p>
    </Tooltip>
  );
}
