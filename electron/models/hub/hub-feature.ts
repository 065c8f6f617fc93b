import type { HubSnapshot, hubRoutes } from "../../../shared/ipc/hub-routes.ts";
import type { Feature } from "../../ipc/feature.ts";
import type { HubService } from "./hub-service.ts";
import { planFactsAtHub } from "./plan-facts-at-hub.ts";

export function hubFeature(hub: HubService): Feature<typeof hubRoutes, HubSnapshot> {
  return {
    handlers: {
      "hub.search": ({ query }) => hub.client.search(query),
      "hub.listing": ({ repo, revision }) => hub.client.listing(repo, revision ?? "main"),
      "hub.planFacts": (wanted) => planFactsAtHub(hub.client, wanted),
      "hub.setToken": ({ token }) => hub.setToken(token),
    },
    snapshot: { hubToken: () => hub.token },
  };
}
