import type { ApiSnapshot, apiRoutes } from "../../shared/ipc/api-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { LocalApi } from "./local-api.ts";

export function apiFeature(api: LocalApi): Feature<typeof apiRoutes, ApiSnapshot> {
  return {
    handlers: {
      "api.update": (change) => api.update(withoutUndefined(change)),
      "api.addKey": async ({ name }) => ({ key: await api.addKey(name) }),
      "api.removeKey": ({ keyId }) => api.removeKey(keyId),
    },
    snapshot: { localServer: () => api.server, apiRequests: () => api.activity.entries },
    dispose: () => api.dispose(),
  };
}
