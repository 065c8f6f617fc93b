import { memo } from "react";
import { shortTime } from "../../../../shared/speech/transcript.ts";
import { CutMark } from "../CutMark.tsx";
import styles from "./Transcript.module.css";

export interface SegmentLineProps {
  readonly startMs: number;
  readonly text: string;
  readonly isCutOff: boolean;
}

/** Memoized: an hour of speech has hundreds of segments, of which only the last one changes. */
export const SegmentLine = memo(function SegmentLine({ startMs, text, isCutOff }: SegmentLineProps) {
  return (
    <li className={styles.segment}>
      <span className={styles.time}>{shortTime(startMs)}</span>
      <span dir="auto">
        {text}
        {isCutOff && <CutMark />}
      </span>
    </li>
  );
});
