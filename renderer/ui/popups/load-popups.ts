import type * as popups from "./popups.ts";

export type Popups = typeof popups;

let loading: Promise<Popups> | null = null;

/**
 * What opens beside a button, and the library behind it, which the page can begin without.
 * @throws when it cannot be fetched; the next call tries again
 */
export function loadPopups(): Promise<Popups> {
  loading ??= import("./popups.ts").catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
