const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether this page runs on the computer that runs Facet. Elsewhere, what the services refuse to other devices is
 * not offered: `electron/access/caller.ts` lists what they may ask for.
 */
export function isThisComputer(
  hostname = typeof location === "undefined" ? "localhost" : location.hostname,
  isDesktop = isDesktopWindow(),
): boolean {
  return isDesktop || loopback.has(hostname);
}

/** Whether this page is a window of the desktop app. */
export function isDesktopWindow(): boolean {
  return typeof window !== "undefined" && window.facet !== undefined;
}
