import type * as popups from "./popups.ts";

export type Popups = typeof popups;

let loading: Promise<Popups> | null = null;

/**
 * Loads Base UI's menus, panels and tooltips, which the first screen does not need.
 * @throws when they cannot be fetched
 */
export function loadPopups(): Promise<Popups> {
  loading ??= import("./popups.ts").catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
