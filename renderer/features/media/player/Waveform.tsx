import styles from "./PlayerControls.module.css";
import { barCount } from "./waveform.ts";

export interface WaveformProps {
  /** SVG path data, as `waveformPath` makes it. */
  readonly path: string;
  /** 0 to 1: how much of it is drawn as played. */
  readonly part: number;
}

export function Waveform({ path, part }: WaveformProps) {
  return (
    <svg className={styles.bars} viewBox={`0 0 ${barCount} 2`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} className={styles.all} />
      <path d={path} className={styles.played} style={{ clipPath: `inset(0 ${(1 - part) * 100}% 0 0)` }} />
    </svg>
  );
}
