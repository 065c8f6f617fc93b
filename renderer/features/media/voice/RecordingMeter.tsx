import { useText } from "../../../i18n/i18n.ts";
import { latestLevels } from "../player/waveform.ts";
import { Waveform } from "../player/Waveform.tsx";
import { formatTime } from "../format-time.ts";
import styles from "./RecorderDialog.module.css";

export interface RecordingMeterProps {
  readonly durationMs: number;
  /** From 0 to 1, at equal distances, newest at the end. */
  readonly levels: readonly number[];
}

/** The model takes at most thirty seconds of audio per clip. */
const markMs = 30_000;

/** The recording's duration and waveform, with a mark at the length from which it is split into clips. */
export function RecordingMeter({ durationMs, levels }: RecordingMeterProps) {
  const text = useText().media.voice;
  const isPastMark = durationMs > markMs;
  return (
    <>
      <div className={styles.time}>
        <span className={styles.dot} aria-hidden="true" />
        <span className="visually-hidden">{text.recording}</span>
        <span role="timer">{formatTime(durationMs)}</span>
        <p className={styles.hint} role="status">
          {isPastMark && text.mark}
        </p>
      </div>
      <div
        role="meter"
        aria-label={text.level}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round((levels.at(-1) ?? 0) * 100)}
        className={styles.wave}
      >
        <Waveform path={latestLevels(levels)} part={1} />
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.done} style={{ scale: `${Math.min(1, durationMs / (markMs * 2))} 1` }} />
        <span className={styles.mark}>0:30</span>
      </div>
    </>
  );
}
