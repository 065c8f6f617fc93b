/** What the page may know of the access token: never the token itself. */
export interface HubToken {
  readonly isSet: boolean;
  /** How it is kept: by the system's own keeping of secrets, or in a file that its owner alone can read. */
  readonly keeping: "system" | "file";
}

const host = String.raw`(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[::1\]`;
const address = new RegExp(`^(https?)://(${host})(:\\d{1,5})?((?:/[\\w.~-]+)*)/*$`, "i");

/**
 * A mirror's address as it is kept, from what a person typed: encrypted, or on this computer; null when it is no such
 * address. Without a name or a password in it, and without a question.
 */
export function mirrorAddress(typed: string): string | null {
  const trimmed = typed.trim();
  const match = address.exec(trimmed.includes("://") ? trimmed : `https://${trimmed}`);
  if (match === null) return null;
  const [, protocol = "", name = "", port = "", path = ""] = match;
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/i.test(name);
  if (protocol.toLowerCase() === "http" && !isHere) return null;
  return `${protocol}://${name}${port}`.toLowerCase() + path;
}
