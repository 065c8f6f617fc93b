import { ProgressBar } from "../../ui/ProgressBar.tsx";
import styles from "./PieceProgress.module.css";

export interface PieceProgressProps {
  /** The current piece, from 1. */
  readonly current: number;
  readonly count: number;
  readonly words: (current: number, count: number) => string;
}

/** Progress of a task that runs in pieces. Renders nothing for a single piece. */
export function PieceProgress({ current, count, words }: PieceProgressProps) {
  if (count < 2) return null;
  const label = words(Math.max(1, current), count);
  return (
    <div className={styles.progress}>
      <span className={styles.words}>{label}</span>
      <ProgressBar label={label} value={Math.max(0, current - 1) / count} />
    </div>
  );
}
