import { memo } from "react";
import { shortTime } from "../../../../shared/speech/transcript.ts";
import { CutMark } from "../CutMark.tsx";
import styles from "./Transcript.module.css";

export interface PartLineProps {
  readonly startMs: number;
  readonly text: string;
  readonly isCut: boolean;
}

/** Drawn again only when it grows: an hour of talk has hundreds, and one of them is being written. */
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
