import type { Updates } from "../updates/update-state.ts";
import { nothing, route } from "./route.ts";

export const updateRoutes = {
  "updates.check": route<null>()(nothing),
  /** Downloads the version that was found, as soon as Facet is idle. */
  "updates.download": route<null>()(nothing),
  /** Closes Facet, installs what was downloaded and starts it again, as soon as Facet is idle. */
  "updates.restart": route<null>()(nothing),
} as const;

export interface UpdateEvents {
  readonly "updates.changed": Updates;
}

export interface UpdateSnapshot {
  /** null: this Facet never looks for updates, as in serve mode or from a package without a feed. */
  readonly updates: Updates | null;
}
