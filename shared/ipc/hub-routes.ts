import { z } from "zod";
import type { HubListing, HubRepository } from "../models/hub-listing.ts";
import type { HubToken } from "../models/hub-settings.ts";
import type { PlanFacts } from "../models/plan-facts.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { hubPaths, hubRepository, hubRevision, secret } from "./inputs.ts";
import { route } from "./route.ts";

export const hubRoutes = {
  "hub.search": route<readonly HubRepository[]>()(z.object({ query: wellFormedText(200).trim() })),
  "hub.listing": route<HubListing>()(z.object({ repo: hubRepository, revision: hubRevision.nullable() })),
  /**
   * The memory planner's facts about a model at the hub, from its header (about 16 MB); null where the header
   * lacks them.
   */
  "hub.planFacts": route<PlanFacts | null>()(
    z.object({ repo: hubRepository, revision: hubRevision, paths: hubPaths }),
  ),
  /** null deletes the token. The mirror, and whether it gets the token, are settings. */
  "hub.setToken": route<HubToken>()(z.object({ token: secret.nullable() })),
} as const;

export interface HubEvents {
  readonly "hub.tokenChanged": HubToken;
}

export interface HubSnapshot {
  readonly hubToken: HubToken;
}
