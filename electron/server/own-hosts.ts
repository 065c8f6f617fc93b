import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";

/** Whether a Host header names this server. Any other name may have been pointed at it (DNS rebinding). */
export type IsOwnHost = (header: string | undefined) => boolean;

/** @param host the name or address that the server listens on */
export function ownHosts(host: string, port: number): IsOwnHost {
  const names = new Set(["127.0.0.1", "localhost", "[::1]", inUrl(host)]);
  // Asked for each time, since the network of a laptop changes.
  const isAddress = (name: string) => isWildcard(host) && ownAddresses().map(inUrl).includes(name);
  return (header) => {
    if (header === undefined) return false;
    const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(header.toLowerCase());
    const name = match?.[1];
    return name !== undefined && (names.has(name) || isAddress(name)) && Number(match?.[2] ?? 80) === port;
  };
}

/**
 * Checks requests that change something. Browsers always send Origin with them; another site's page sends its
 * own, and other programs on this computer send none. The Host header must have been checked before.
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

/** The addresses under which other computers reach this one. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && !address.address.startsWith("fe80:"))
    .map((address) => address.address);
}

/** Puts an IPv6 address in brackets, as required before a port. */
export function inUrl(host: string): string {
  return host.includes(":") ? `[${host.toLowerCase()}]` : host.toLowerCase();
}
