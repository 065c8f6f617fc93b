import { z } from "zod";
import { allowedOrigin } from "../api/allowed-origin.ts";
import type { ApiRequestEntry } from "../api/api-request.ts";
import type { LocalServer } from "../api/local-server.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { route } from "./route.ts";

const origin = z
  .string()
  .max(300)
  .refine((text) => allowedOrigin(text) === text);

export const apiRoutes = {
  /** Changes the server, which is started, stopped or moved. Whether that succeeded is its state. */
  "api.update": route<LocalServer>()(
    z.object({
      isOn: z.boolean().optional(),
      port: z.int().min(1).max(65_535).optional(),
      allowedOrigins: z.array(origin).max(100).readonly().optional(),
      fetchesImages: z.boolean().optional(),
      sharesTools: z.boolean().optional(),
    }),
  ),
  /** Makes a key. It is returned this once and can't be read later. */
  "api.addKey": route<{ readonly key: string }>()(z.object({ name: wellFormedText(100).trim() })),
  /** The key stops working at once. */
  "api.removeKey": route<null>()(z.object({ keyId: z.string().max(64) })),
} as const;

export interface ApiEvents {
  readonly "api.changed": LocalServer;
  /** The last requests, newest first, a few times a second while something changes. */
  readonly "api.requestsChanged": readonly ApiRequestEntry[];
}

export interface ApiSnapshot {
  readonly localServer: LocalServer;
  readonly apiRequests: readonly ApiRequestEntry[];
}
