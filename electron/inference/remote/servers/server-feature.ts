import type { ServersSnapshot, serverRoutes } from "../../../../shared/ipc/server-routes.ts";
import type { Feature } from "../../../ipc/feature.ts";
import { withoutUndefined } from "../../../without-undefined.ts";
import type { RemoteServers } from "./remote-servers.ts";

export function serverFeature(servers: RemoteServers): Feature<typeof serverRoutes, ServersSnapshot> {
  return {
    handlers: {
      "servers.add": (server) => servers.add(server),
      "servers.update": ({ serverId, ...change }) => servers.update(serverId, withoutUndefined(change)),
      "servers.remove": ({ serverId }) => servers.remove(serverId),
      "servers.refresh": ({ serverId }) => servers.refresh(serverId),
    },
    snapshot: { servers: () => servers.list() },
    dispose: () => servers.dispose(),
  };
}
