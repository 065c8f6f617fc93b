import { z } from "zod";
import type { RemoteServer } from "../models/remote-server.ts";
import { serverUrl } from "../models/server-url.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { secret } from "./inputs.ts";
import { route } from "./route.ts";

const serverId = z.string().max(64);
/** As typed; parsed to the base URL of the API. */
const address = z
  .string()
  .max(2000)
  .transform((typed, context) => {
    const url = serverUrl(typed);
    if (url !== null) return url;
    context.issues.push({ code: "custom", message: "Not the address of a server", input: typed });
    return z.NEVER;
  });
const name = wellFormedText(100).trim();

export const serverRoutes = {
  /** Adds a server and connects to it. An unreachable server is added too; its state says why. */
  "servers.add": route<RemoteServer>()(
    z.object({
      url: address,
      /** Blank: its host. */
      name: name.default(""),
      key: secret.nullable().default(null),
    }),
  ),
  /**
   * Changes a server and connects again. null deletes the key; without a new one, the key is also deleted
   * where the URL now names another host.
   */
  "servers.update": route<RemoteServer>()(
    z.object({
      serverId,
      url: address.optional(),
      name: name.optional(),
      key: secret.nullable().optional(),
    }),
  ),
  "servers.remove": route<null>()(z.object({ serverId })),
  /** Connects again and fetches the list of models. */
  "servers.refresh": route<RemoteServer>()(z.object({ serverId })),
} as const;

export interface ServerEvents {
  /** All servers, whenever one was added or removed, or its state or its models changed. */
  readonly "servers.changed": readonly RemoteServer[];
}

export interface ServersSnapshot {
  readonly servers: readonly RemoteServer[];
}
