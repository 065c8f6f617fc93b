import { z } from "zod";
import { keyedProviderIds, type KeyedProviderId } from "../tools/web-search.ts";
import { secret } from "./inputs.ts";
import { route } from "./route.ts";

export const webSearchRoutes = {
  /** Saves the API key of a search service; null deletes it. */
  "webSearch.setKey": route<null>()(z.object({ provider: z.enum(keyedProviderIds), key: secret.nullable() })),
} as const;

export interface WebSearchState {
  /** The services that have a key. */
  readonly keyed: readonly KeyedProviderId[];
  /** Where keys are kept. */
  readonly keeping: "system" | "file";
}

export interface WebSearchEvents {
  readonly "webSearch.changed": WebSearchState;
}

export interface WebSearchSnapshot {
  readonly webSearch: WebSearchState;
}
