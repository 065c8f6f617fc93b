import type { UpdateSnapshot, updateRoutes } from "../../shared/ipc/update-routes.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Feature } from "../ipc/feature.ts";
import type { UpdateService } from "./update-service.ts";

/** @param service null: this Facet never looks for updates */
export function updateFeature(service: UpdateService | null): Feature<typeof updateRoutes, UpdateSnapshot> {
  const offered = () => {
    if (service === null) throw new AppError("invalid-request", "This Facet has no feed of updates");
    return service;
  };
  return {
    handlers: {
      "updates.check": () => offered().check(),
      "updates.download": () => offered().download(),
      "updates.restart": () => offered().restart(),
    },
    snapshot: { updates: () => service?.current ?? null },
    dispose: () => service?.dispose(),
  };
}
