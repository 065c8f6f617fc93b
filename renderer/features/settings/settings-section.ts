import type { ReactNode } from "react";

/** One section of the Settings page. */
export interface SettingsSection {
  /** Part of the address. */
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}
