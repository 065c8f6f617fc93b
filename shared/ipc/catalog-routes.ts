import type { Catalog, CatalogRefresh } from "../models/catalog.ts";
import { nothing, route } from "./route.ts";

export const catalogRoutes = {
  /** The models available for download. */
  "catalog.get": route<Catalog>()(nothing),
  /** The catalog, updated with the current file names, sizes and hashes from the hub. */
  "catalog.refresh": route<CatalogRefresh>()(nothing),
} as const;
