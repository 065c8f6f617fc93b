import type { AccessSnapshot, accessRoutes } from "../../shared/ipc/access-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { Access } from "./access.ts";

/** Long enough to reach for a phone. */
const linkLifetimeMs = 10 * 60_000;

export function accessFeature(access: Access): Feature<typeof accessRoutes, AccessSnapshot> {
  return {
    handlers: {
      "access.setPassword": ({ password }) => access.setPassword(password),
      "access.setNetwork": ({ isOpen }) => access.setNetwork(isOpen),
      "access.signOut": ({ deviceId }) => access.signOut(deviceId),
      "access.newLinks": () => {
        const { network } = access.state;
        const urls = network.type === "open" ? network.urls : [];
        const token = access.links.mint(linkLifetimeMs);
        return { urls: urls.map((url) => `${url}/?token=${token}`), validForS: linkLifetimeMs / 1000 };
      },
    },
    snapshot: { access: () => access.state },
    dispose: () => access.dispose(),
  };
}
