import type { catalogRoutes } from "../../shared/ipc/catalog-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { CatalogStore } from "./catalog-store.ts";

export function catalogFeature(catalog: CatalogStore): Feature<typeof catalogRoutes> {
  return {
    handlers: {
      "catalog.get": () => catalog.current,
      "catalog.refresh": () => catalog.refresh(),
    },
    snapshot: {},
  };
}
