import { serverUrl } from "../models/server-url.ts";

/** What a `facet://open/…` link may ask for. Each only shows something; nothing is sent, started or stored. */
export type OpenLink =
  | { readonly type: "chat"; readonly conversationId: string }
  /** A repository of the hub; the user still has to search for it. */
  | { readonly type: "model"; readonly repo: string }
  /** A model server; the user still has to connect it. */
  | { readonly type: "server"; readonly url: string };

const longestLink = 2_000;
const patterns = {
  chat: /^facet:\/\/open\/chat\/([\w-]{1,64})\/?$/i,
  model: /^facet:\/\/open\/model\/([a-z\d][\w.-]{0,95}\/[a-z\d_][\w.-]{0,95})\/?$/i,
  server: /^facet:\/\/open\/server\?url=([\w.~%:/[\]-]{1,600})$/i,
} as const;

/**
 * Reads a link that another program handed over, which may be anything.
 * @returns null for all but the three forms above
 */
export function parseOpenLink(link: string): OpenLink | null {
  if (link.length > longestLink) return null;
  const found = (pattern: RegExp) => pattern.exec(link)?.[1];
  const conversationId = found(patterns.chat);
  if (conversationId !== undefined) return { type: "chat", conversationId };
  const repo = found(patterns.model);
  if (repo !== undefined) return { type: "model", repo };
  const address = found(patterns.server);
  const url = address === undefined ? null : serverUrl(decoded(address));
  return url === null ? null : { type: "server", url };
}

export function isOpenLink(argument: string): boolean {
  return /^facet:/i.test(argument);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
