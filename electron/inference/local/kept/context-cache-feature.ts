import type { contextCacheRoutes } from "../../../../shared/ipc/context-cache-routes.ts";
import type { Feature } from "../../../ipc/feature.ts";
import type { ContextCache } from "./context-cache.ts";

export function contextCacheFeature(
  cache: Pick<ContextCache, "state" | "clear">,
): Feature<typeof contextCacheRoutes> {
  return {
    handlers: {
      "contextCache.state": () => cache.state(),
      "contextCache.clear": () => cache.clear(),
    },
    snapshot: {},
  };
}
