import type { IncomingMessage } from "node:http";
import type { IsOwnHost } from "../../server/own-hosts.ts";
import { ApiError } from "../api-error.ts";
import type { ApiServerOptions } from "../api-server-options.ts";
import { matchingKey, type StoredApiKey } from "./api-keys.ts";

export interface Door {
  readonly isOwnHost: IsOwnHost;
  readonly options: Pick<ApiServerOptions, "keys" | "allowedOrigins">;
}

/**
 * Checks where a request comes from: the Host header against DNS rebinding, and the origin of web pages.
 * Other programs send no origin.
 * @returns the origin that may read the answer; null: the request is not from a page
 * @throws ApiError `permission_error`
 */
export function checkOrigin({ headers }: IncomingMessage, { isOwnHost, options }: Door): string | null {
  if (!isOwnHost(headers.host))
    throw new ApiError("permission_error", "The Host header does not name this server. Use its address.");
  const { origin } = headers;
  if (origin === undefined) {
    // A page that embeds the address as an image or a script sends no origin, but says this.
    if (headers["sec-fetch-site"] === "cross-site" || headers["sec-fetch-site"] === "same-site")
      throw foreignPage(null);
    return null;
  }
  const allowed = options.allowedOrigins();
  const isAllowed = allowed.includes(origin) || (allowed.includes("*") && options.keys().length > 0);
  if (!isAllowed) throw foreignPage(origin);
  return origin;
}

/**
 * @returns the key that was used; null: none is needed
 * @throws ApiError `authentication_error`
 */
export function checkKey({ headers }: IncomingMessage, { options }: Door): StoredApiKey | null {
  const keys = options.keys();
  if (keys.length === 0) return null;
  const given = keyIn(headers.authorization) ?? headers["x-api-key"];
  if (given === undefined)
    throw new ApiError("authentication_error", "An API key is needed: send it as Authorization: Bearer KEY.");
  const key = typeof given === "string" ? matchingKey(keys, given) : null;
  if (key === null)
    throw new ApiError(
      "authentication_error",
      "This API key is not known. Keys are made in Settings → Local server.",
    );
  return key;
}

function keyIn(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
}

function foreignPage(origin: string | null): ApiError {
  const whose = origin === null ? "Pages of other sites" : `Pages of ${origin.slice(0, 200)}`;
  return new ApiError(
    "permission_error",
    `${whose} may not use this API. Allow the origin in Settings → Local server.`,
  );
}
