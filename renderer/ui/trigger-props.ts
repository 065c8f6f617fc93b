import type { ComponentProps } from "react";

/** Props to spread over the button that opens a menu or a panel. */
export type TriggerProps = ComponentProps<"button">;
