/** The page that makes a request, as far as its rights depend on it. */
export interface Caller {
  readonly deviceId: string;
  /** The browser runs on this computer. */
  readonly isThisComputer: boolean;
}

const usesServers: ReadonlySet<string> = new Set(["mcp.answer", "mcp.offers", "mcp.prompt", "mcp.resource"]);

/**
 * Who gets in is decided on this computer only: a phone that was lost must not let others in, nor lock the
 * user out. A device may sign itself out. MCP servers are programs that are started here, so they are chosen
 * here too; any device may use them in its chats. Nor does another device install updates or restart Facet.
 */
export function isAllowed(route: string, input: unknown, { deviceId, isThisComputer }: Caller): boolean {
  if (isThisComputer || !/^(?:access|mcp|updates)\./.test(route) || usesServers.has(route)) return true;
  return (
    route === "access.signOut" &&
    typeof input === "object" &&
    input !== null &&
    "deviceId" in input &&
    input.deviceId === deviceId
  );
}
