import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";

/** Whether a Host header names this server: anything else is a name somebody pointed at it (DNS rebinding). */
export type IsOwnHost = (header: string | undefined) => boolean;

/** @param host the name or address the server was asked to listen on */
export function ownHosts(host: string, port: number): IsOwnHost {
  const names = new Set(["127.0.0.1", "localhost", "[::1]", inUrl(host)]);
  if (isWildcard(host)) {
    for (const address of ownAddresses()) names.add(inUrl(address));
  }
  return (header) => {
    if (header === undefined) return false;
    const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(header.toLowerCase());
    return match?.[1] !== undefined && names.has(match[1]) && Number(match[2] ?? 80) === port;
  };
}

/**
 * For requests that change something. Browsers always send Origin with them: another site's page has its own, another
 * program on this computer has none. The Host header must be known to be ours.
 */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers.origin?.toLowerCase() === `http://${headers.host?.toLowerCase() ?? ""}`;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(host);
}

export function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** Addresses under which other computers reach this one. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && !address.address.startsWith("fe80:"))
    .map((address) => address.address);
}

/** An IPv6 address stands in brackets where a port may follow. */
export function inUrl(host: string): string {
  return host.includes(":") ? `[${host.toLowerCase()}]` : host.toLowerCase();
}
