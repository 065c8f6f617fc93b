const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether this page runs on the computer that runs Facet. Elsewhere, what the services refuse to other devices is
 * not offered: `electron/access/caller.ts` lists what they may ask for.
 */
export function isThisComputer(
  hostname = typeof location === "undefined" ? "localhost" : location.hostname,
  isDesktop = typeof window !== "undefined" && window.facet !== undefined,
): boolean {
  return isDesktop || loopback.has(hostname);
}
