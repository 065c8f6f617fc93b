import type { ReactNode } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { formatTime } from "../format-time.ts";
import type { Playback } from "./use-playback.ts";
import styles from "./PlayerControls.module.css";
import { Waveform } from "./Waveform.tsx";

export interface PlayerControlsProps {
  readonly playback: Playback;
  readonly durationMs: number;
  /** SVG path data, as `waveformPath` makes it. */
  readonly waveform: string;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** The controls of every player: play, a waveform that shows the position and is used to seek, and the time. */
export function PlayerControls({ playback, durationMs, waveform, children }: PlayerControlsProps) {
  const text = useText().media;
  const { isPlaying, hasFailed, timeMs, toggle, seek } = playback;
  const part = durationMs === 0 ? 0 : Math.min(1, timeMs / durationMs);
  return (
    <>
      <div className={styles.controls}>
        <IconButton
          icon={isPlaying ? "pause" : "play"}
          label={isPlaying ? text.pause : text.play}
          onClick={toggle}
        />
        <div className={styles.wave}>
          <Waveform path={waveform} part={part} />
          <input
            type="range"
            className={styles.slider}
            aria-label={text.seek}
            aria-valuetext={formatTime(timeMs)}
            min={0}
            max={Math.max(1, durationMs)}
            step={1000}
            value={Math.min(timeMs, durationMs)}
            onChange={(event) => seek(event.target.valueAsNumber)}
          />
        </div>
        <span className={styles.time}>
          {timeMs > 0 ? `${formatTime(timeMs)} / ` : ""}
          {formatTime(durationMs)}
        </span>
        {children}
      </div>
      {hasFailed && <p className={styles.note}>{text.playFailed}</p>}
    </>
  );
}
