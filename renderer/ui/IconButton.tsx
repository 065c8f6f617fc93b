import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { ignoreRepeat } from "./ignore-repeat.ts";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly size?: "normal" | "small";
  readonly variant?: "quiet" | "primary" | "plain";
  /** Keys of the command, as `Kbd` shows them. */
  readonly keys?: readonly string[];
}

export function IconButton({
  label,
  icon,
  size = "normal",
  variant = "quiet",
  keys,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys && { keys })}>
      <button
        type={type}
        aria-label={label}
        className={classNames(styles.button, styles[variant], size === "small" && styles.small, className)}
        onKeyDownCapture={ignoreRepeat}
        {...rest}
      >
        <Icon name={icon} size={size === "small" ? 16 : 20} />
      </button>
    </Tooltip>
  );
}
