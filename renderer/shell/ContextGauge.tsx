import { formatNumber, formatPercent } from "../i18n/format.ts";
import { useLanguage, useText } from "../i18n/i18n.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import styles from "./ContextGauge.module.css";

export interface ContextGaugeProps {
  readonly usedTokens: number;
  readonly sizeTokens: number;
}

/** A thin bar that shows how much of the context window this chat fills; details on hover and focus. */
export function ContextGauge({ usedTokens, sizeTokens }: ContextGaugeProps) {
  const text = useText().common;
  const language = useLanguage();
  const fraction = Math.min(1, usedTokens / sizeTokens);
  const percent = formatPercent(fraction, language);
  const words = text.contextUseDetail(
    formatNumber(usedTokens, language),
    formatNumber(sizeTokens, language),
    percent,
  );
  return (
    <Tooltip text={words} placement="below-end">
      <div
        role="meter"
        tabIndex={0}
        className={styles.gauge}
        aria-label={text.contextUse}
        aria-valuemin={0}
        aria-valuemax={sizeTokens}
        aria-valuenow={Math.min(usedTokens, sizeTokens)}
        aria-valuetext={words}
      >
        <div className={styles.track}>
          <div
            className={classNames(styles.fill, fraction >= 0.9 && styles.nearlyFull)}
            style={{ inlineSize: `${fraction * 100}%` }}
          />
        </div>
        <span className={styles.percent} aria-hidden="true">
          {percent}
        </span>
      </div>
    </Tooltip>
  );
}
