import { usableUrl } from "./usable-url.ts";

const host = String.raw`(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?|\[[0-9a-f:.]+\]`;
const address = new RegExp(`^(https?)://(${host})(:\\d{1,5})?((?:/[\\w.~-]*)*)$`, "i");

/** Routes of the API that users paste with the address. */
const pastedRoute = /\/(?:chat\/completions|completions|responses|models)$/;

/** A path that names a version of an API: `/v1`, or `/v1beta/openai`, or `/api/paas/v4`. */
const versioned = /\/v\d+[a-z\d]*(?:\/|$)/;

/**
 * Normalises the address of an OpenAI-compatible server from user input to the base URL of its API, such as
 * `http://192.168.1.5:8080/v1`. Without a protocol it is HTTP. null: it is not valid, or has credentials or a
 * query.
 */
export function serverUrl(typed: string): string | null {
  const trimmed = typed.trim();
  const match = address.exec(trimmed.includes("://") ? trimmed : `http://${trimmed}`);
  if (match === null) return null;
  const [, protocol = "", name = "", port = "", typedPath = ""] = match;
  const path = typedPath.replace(/\/+/g, "/").replace(/\/$/, "").replace(pastedRoute, "");
  return usableUrl(`${protocol}://${name}${port}`.toLowerCase() + path + (versioned.test(path) ? "" : "/v1"));
}

/** `host:port`, for display and error messages. */
export function hostOf(url: string): string {
  return /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? url;
}

/** Whether a server at this URL is another program on the same computer. */
export function isOnThisComputer(url: string): boolean {
  const name = hostOf(url).replace(/:\d+$/, "");
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[(?:::1?|(?:0+:){7}0*1)\]|0\.0\.0\.0)$/i.test(name);
}
