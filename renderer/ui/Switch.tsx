import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Switch.module.css";

export interface SwitchProps extends Omit<ComponentProps<"button">, "onChange" | "role"> {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** The visible label. Without one, pass `aria-label` or `aria-labelledby`. */
  readonly children?: ReactNode;
}

/** An on/off setting that applies at once. */
export function Switch({ isOn, onChange, children, className, ...rest }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      className={classNames(styles.switch, className)}
      onClick={() => onChange(!isOn)}
      {...rest}
    >
      <span className={styles.track} aria-hidden="true">
        <span className={styles.thumb} />
      </span>
      {children}
    </button>
  );
}
