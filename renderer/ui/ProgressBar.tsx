import { classNames } from "./class-names.ts";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null: indeterminate. */
  readonly value: number | null;
  /** The value as text, where a percentage is not enough: "2.1 of 5.4 GB". */
  readonly valueText?: string;
  readonly className?: string | undefined;
}

export function ProgressBar({ label, value, valueText, className }: ProgressBarProps) {
  const fraction = value === null ? null : Math.max(0, Math.min(1, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === null ? undefined : Math.round(fraction * 100)}
      aria-valuetext={valueText}
      className={classNames(styles.track, className)}
    >
      <div
        className={classNames(styles.bar, fraction === null && styles.moving)}
        style={fraction === null ? undefined : { scale: `${fraction} 1` }}
      />
    </div>
  );
}
