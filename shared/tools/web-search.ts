/** The services that a web search can be made with, in the order in which they are offered. */
export const searchProviderIds = ["duckduckgo", "searxng", "brave", "tavily", "exa"] as const;

export type SearchProviderId = (typeof searchProviderIds)[number];

/** Those that need an API key. */
export const keyedProviderIds = ["brave", "tavily", "exa"] as const satisfies readonly SearchProviderId[];

export type KeyedProviderId = (typeof keyedProviderIds)[number];

export function needsKey(id: SearchProviderId): id is KeyedProviderId {
  return keyedProviderIds.some((keyed) => keyed === id);
}

/**
 * The address of a SearXNG as it is stored: its origin and path, without a slash at the end; null: what was
 * typed is no such address. Without a scheme, it is http on this computer and https elsewhere.
 */
export function searxngAddress(typed: string): string | null {
  const text = typed.trim();
  const whole = /^https?:\/\//i.test(text) ? text : `${isLocal(text) ? "http" : "https"}://${text}`;
  if (text === "" || !URL.canParse(whole)) return null;
  const { protocol, username, password, origin, pathname } = new URL(whole);
  const isWeb = protocol === "http:" || protocol === "https:";
  if (!isWeb || username !== "" || password !== "") return null;
  // People paste the address of a search.
  return `${origin}${pathname.replace(/\/+$/, "").replace(/\/search$/, "")}`;
}

function isLocal(text: string): boolean {
  return /^(?:localhost|127\.|192\.168\.|10\.|\[::1\])/i.test(text);
}
