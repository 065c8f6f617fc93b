import type { HostSnapshot, Notice, hostRoutes } from "../../shared/ipc/host-routes.ts";
import type { Failure } from "../../shared/ipc/result.ts";
import type { Feature } from "../ipc/feature.ts";

export interface HostFacts extends Pick<HostSnapshot, "version" | "host"> {
  readonly notices: readonly Notice[];
  readonly storage: { readonly failure: Failure | null };
}

/** The facts about this process and its data folder that the page shows; no routes. */
export function hostFeature({
  version,
  host,
  notices,
  storage,
}: HostFacts): Feature<typeof hostRoutes, HostSnapshot> {
  return {
    handlers: {},
    snapshot: {
      version: () => version,
      host: () => host,
      platform: shownPlatform,
      notices: () => notices,
      storage: () => storage.failure,
    },
  };
}

function shownPlatform(): HostSnapshot["platform"] {
  return process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";
}
