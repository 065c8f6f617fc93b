import { usableUrl } from "./usable-url.ts";

/** The state of the access token, without the token itself, for the page. */
export interface HubToken {
  readonly isSet: boolean;
  /** Where the token is stored: in the system's keychain, or in a file that only its owner can read. */
  readonly keeping: "system" | "file";
}

const host = String.raw`(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[::1\]`;
const address = new RegExp(`^(https?)://(${host})(:\\d{1,5})?((?:/[\\w.~-]+)*)/*$`, "i");

/**
 * Normalises a mirror's address from user input. It must be HTTPS, or HTTP on this computer, without
 * credentials or a query; null when it is not valid.
 */
export function mirrorAddress(typed: string): string | null {
  const trimmed = typed.trim();
  const match = address.exec(trimmed.includes("://") ? trimmed : `https://${trimmed}`);
  if (match === null) return null;
  const [, protocol = "", name = "", port = "", path = ""] = match;
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/i.test(name);
  if (protocol.toLowerCase() === "http" && !isHere) return null;
  return usableUrl(`${protocol}://${name}${port}`.toLowerCase() + path);
}
