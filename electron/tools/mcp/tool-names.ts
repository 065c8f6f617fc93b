import { createHash } from "node:crypto";

/** Many models and servers allow no more. */
const mostCharacters = 64;
const mostOfPrefix = 24;

/**
 * What the tools of a server are named after, so that two servers may have tools of one name.
 * @param taken Those of the other servers.
 */
export function prefixOf(serverName: string, taken: readonly string[]): string {
  const plain = safe(serverName.replace(/^(?:@[^/]*\/)?(?:mcp-)?(?:server-)?/i, "")).toLowerCase();
  const base = plain.slice(0, mostOfPrefix).replace(/[_-]+$/, "") || "mcp";
  for (let number = 1; ; number++) {
    const prefix = number === 1 ? base : `${base}${number}`;
    if (!taken.includes(prefix)) return prefix;
  }
}

/**
 * The name under which a tool is declared: 1 to 64 characters of `A-Za-z0-9_-`. It depends on nothing but the
 * prefix and the tool's own name, so that the user's rules and the KV cache hold; two names that would become
 * one differ by what they were made from.
 */
export function declaredToolName(prefix: string, name: string): string {
  const declared = `${prefix}_${safe(name)}`;
  if (safe(name) === name && declared.length <= mostCharacters) return declared;
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${declared.slice(0, mostCharacters - mark.length - 1)}_${mark}`;
}

function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^_+|_+$/g, "");
}
