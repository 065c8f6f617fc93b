import type { MediaCapabilities } from "../../../../shared/media/media-capabilities.ts";
import { mediaVerdict } from "../../../../shared/models/media-verdict.ts";
import type { ReadingTimes } from "../../../../shared/models/reading-times.ts";
import type { Verdict } from "../../../../shared/models/verdict.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { capitalized } from "../../../i18n/format.ts";
import { timeText } from "../../../i18n/time-text.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { mediaNumbers, verdictNumbers } from "./describe-verdict.ts";
import { usePlanning } from "./planning-store.ts";
import { VerdictBadge } from "./VerdictBadge.tsx";
import styles from "./VerdictLine.module.css";

export interface VerdictLineProps {
  readonly verdict: Verdict;
  readonly times: ReadingTimes;
  readonly takes: MediaCapabilities;
}

/** The verdicts on a model with the numbers behind them: for chat, and for images and audio. */
export function VerdictLine({ verdict, times, takes }: VerdictLineProps) {
  const text = useText().planner;
  const language = useLanguage();
  const isMeasuring = usePlanning((state) => state.isMeasuring);
  const fits = verdict.word !== "too-big";
  const page =
    !fits || isMeasuring || times.page === null ? [] : [text.page(timeText(times.page, text, language))];
  const hasMedia = fits && (takes.sees || takes.hears);
  const media = mediaVerdict(times);
  return (
    <div className={styles.verdicts}>
      <p className={styles.line}>
        {hasMedia && <span className={styles.label}>{text.forChat}</span>}
        <VerdictBadge word={verdict.word} />
        <span className={styles.numbers}>
          <Numbers each={[...verdictNumbers(verdict, text, language), ...page]} />
        </span>
      </p>
      {hasMedia && (
        <p className={styles.line}>
          <span className={styles.label}>{text.forMedia(takes)}</span>
          {isMeasuring || media !== null ? (
            <>
              <VerdictBadge word={media ?? "slowly"} />
              {!isMeasuring && (
                <span className={styles.numbers}>
                  <Numbers each={mediaNumbers(times, text, language)} />
                </span>
              )}
            </>
          ) : (
            <span className={styles.numbers}>{text.mediaLater}</span>
          )}
        </p>
      )}
    </div>
  );
}

function Numbers({ each: [first = "", ...rest] }: { readonly each: readonly string[] }) {
  return <Facts each={[capitalized(first, useLanguage()), ...rest]} />;
}
