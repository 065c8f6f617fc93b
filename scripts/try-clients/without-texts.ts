import type { Exchange } from "./recorder.ts";

/** A request as it is kept in the repository. */
export interface KeptRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const keptHeaders = ["anthropic-version", "anthropic-beta", "accept", "content-type"];

/**
 * The shape of requests: what the program's makers wrote for the model, ids and paths are replaced. Texts in
 * `kept` stay, as do names and the words of the API.
 */
export function withoutTexts(
  exchanges: readonly Exchange[],
  kept: ReadonlySet<string>,
): readonly KeptRequest[] {
  const ids = new Map<string, string>();
  const idFor = (id: string) => {
    const known = ids.get(id) ?? `id_${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  const shape = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => shape(one, key));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, shape(inner, isText(key) ? key : name)]),
      );
    if (typeof value !== "string" || kept.has(value) || wordKeys.has(key)) return value;
    if (idKeys.test(key)) return idFor(value);
    if (value.startsWith(billing)) return `${billing} Of this conversation.`;
    return isMeaningful(value) ? value : `A text of ${value.length} characters.`;
  };
  return exchanges.map(({ path, headers, body }) => ({
    path,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.includes(name))),
    body: shape(body, ""),
  }));
}

/** Their strings are words of the API, names, or what our models write. */
const wordKeys = new Set([
  "type",
  "role",
  "name",
  "tool_name",
  "namespace",
  "required",
  "arguments",
  "tool_choice",
  "$schema",
]);
const idKeys = /(?:^|_)id$|^prompt_cache_key$/;
/** Everything inside is about the user's computer. */
const isText = (key: string) => key === "client_metadata" || key === "metadata";

/** Told from instructions by its beginning. */
const billing = "x-anthropic-billing-header:";

/** Such as `low` or `ephemeral`. */
const isMeaningful = (value: string) => /^[a-z0-9_.]{1,40}$/.test(value);
