import type { ReplyStats as Stats } from "../../../../shared/chat/message.ts";
import { formatDuration, formatNumber, formatPercent } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { Tooltip } from "../../../ui/Tooltip.tsx";
import styles from "./Message.module.css";

export interface ReplyStatsProps {
  readonly stats: Stats;
  readonly modelName: string | null;
}

/** Speed and length of the reply in one line; details on hover and focus. */
export function ReplyStats({ stats, modelName }: ReplyStatsProps) {
  const text = useText().chat;
  const language = useLanguage();
  const facts = [
    text.stats.firstToken(formatDuration(stats.timeToFirstTokenMs, language, "measured")),
    ...speed(stats, text, language),
    ...counts(stats, text, language),
  ];
  const details = detailsOf(stats, modelName ?? "", text, language);
  return (
    <Tooltip text={details}>
      <p role="note" tabIndex={0} className={styles.stats} aria-label={[...facts, details].join(" · ")}>
        <Facts each={facts} />
      </p>
    </Tooltip>
  );
}

/** Nothing where there was too little to measure. */
function speed(
  { tokensPerSecond, generatedTokens }: Stats,
  text: MessageCatalog["chat"],
  language: Language,
): readonly string[] {
  if (generatedTokens < 2 || tokensPerSecond < 0.05) return [];
  return [text.stats.speed(formatNumber(tokensPerSecond, language))];
}

/** How long the reply is, and how much of the context is used where its size is known. */
function counts(stats: Stats, text: MessageCatalog["chat"], language: Language): readonly string[] {
  const { generatedTokens, contextUsedTokens, contextSizeTokens, isEstimated } = stats;
  const words = isEstimated ? text.estimates : text.stats;
  const length = words.tokens(formatNumber(generatedTokens, language), generatedTokens === 1);
  if (contextSizeTokens === null) return [length];
  return [length, words.context(formatPercent(contextUsedTokens / Math.max(1, contextSizeTokens), language))];
}

function detailsOf(
  stats: Stats,
  modelName: string,
  { stats: exact, estimates }: MessageCatalog["chat"],
  language: Language,
): string {
  const number = (value: number) => formatNumber(value, language);
  const [used, prompt] = [number(stats.contextUsedTokens), number(stats.promptTokens)];
  if (stats.contextSizeTokens === null) return estimates.detailsWithoutSize(used, prompt, modelName);
  const size = number(stats.contextSizeTokens);
  if (stats.isEstimated) return estimates.details(used, size, prompt, modelName);
  return exact.details(used, size, prompt, number(stats.reusedTokens), modelName);
}
