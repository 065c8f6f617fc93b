import { memo } from "react";
import { shortTime } from "../../../../shared/speech/transcript.ts";
import { CutMark } from "../CutMark.tsx";
import styles from "./Transcript.module.css";

export interface PartLineProps {
  readonly startMs: number;
  readonly text: string;
  readonly isCut: boolean;
}

/** Memoized: an hour of speech has hundreds of parts, of which only the last one changes. */
export const PartLine = memo(function PartLine({ startMs, text, isCut }: PartLineProps) {
  return (
    <li className={styles.part}>
      <span className={styles.time}>{shortTime(startMs)}</span>
      <span dir="auto">
        {text}
        {isCut && <CutMark />}
      </span>
    </li>
  );
});
