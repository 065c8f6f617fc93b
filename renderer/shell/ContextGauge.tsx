import { formatAbout, formatNumber, formatPercent } from "../i18n/format.ts";
import { useLanguage, useText } from "../i18n/i18n.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import styles from "./ContextGauge.module.css";

export interface ContextUse {
  readonly usedTokens: number;
  /** null: a remote server did not report it. */
  readonly sizeTokens: number | null;
  /** Whether the counts are estimates. */
  readonly isEstimated: boolean;
}

/** How much of the context window this chat fills; details on hover and focus. */
export function ContextGauge({ usedTokens, sizeTokens, isEstimated }: ContextUse) {
  return sizeTokens === null ? (
    <UsedTokens usedTokens={usedTokens} />
  ) : (
    <Meter usedTokens={usedTokens} sizeTokens={sizeTokens} isEstimated={isEstimated} />
  );
}

/** Without a size there is nothing to measure against. */
function UsedTokens({ usedTokens }: Pick<ContextUse, "usedTokens">) {
  const text = useText().common;
  const about = formatAbout(usedTokens, useLanguage());
  const words = text.contextUseWithoutSize(about);
  return (
    <Tooltip text={words} placement="below-end">
      <p role="note" tabIndex={0} className={styles.gauge} aria-label={words}>
        <span className={styles.percent}>{text.aboutTokens(about)}</span>
      </p>
    </Tooltip>
  );
}

interface MeterProps extends ContextUse {
  readonly sizeTokens: number;
}

/** A thin bar. */
function Meter({ usedTokens, sizeTokens, isEstimated }: MeterProps) {
  const text = useText().common;
  const language = useLanguage();
  const fraction = Math.min(1, usedTokens / sizeTokens);
  const percent = formatPercent(fraction, language);
  const describe = isEstimated ? text.contextUseAbout : text.contextUseDetail;
  const words = describe(formatNumber(usedTokens, language), formatNumber(sizeTokens, language), percent);
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
          {isEstimated ? text.aboutPercent(percent) : percent}
        </span>
      </div>
    </Tooltip>
  );
}
