import type { en } from "./en.ts";

/** The interface texts of one language. English defines which texts there are. */
export type MessageCatalog = typeof en;
