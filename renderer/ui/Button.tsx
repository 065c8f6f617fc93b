import type { ComponentProps } from "react";
import styles from "./Button.module.css";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { ignoreRepeat } from "./ignore-repeat.ts";

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` is the main action, at most once per view. */
  readonly variant?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "normal" | "small";
  readonly icon?: IconName;
}

export function Button({
  variant = "plain",
  size = "normal",
  icon,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(styles.button, styles[variant], size === "small" && styles.small, className)}
      onKeyDownCapture={ignoreRepeat}
      {...rest}
    >
      {icon !== undefined && <Icon name={icon} size={size === "small" ? 16 : 18} />}
      {children}
    </button>
  );
}
