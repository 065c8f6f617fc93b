import { createHash, randomBytes } from "node:crypto";

/** The maximum number of unused links; beyond it, the oldest stops working. */
const maxLinks = 16;
const maxSessions = 256;

/** Authorizes browsers: single-use link tokens, and the sessions they were exchanged for. */
export interface Access {
  /** A token for one link: 256 random bits, good for one exchange. */
  mintToken(): string;
  /** Exchanges a token for a session; null when it is unknown or was used. */
  redeem(token: string): string | null;
  isSession(session: string | undefined): boolean;
}

/**
 * Sessions are kept in memory and end with the process. A cookie is sent to any server on this computer's
 * loopback interface, whatever its port; if sessions outlived the process, another program's server could
 * collect the cookie and use it later.
 */
export function createAccess(): Access {
  // Only digests are stored, so that the lookup time reveals nothing about a guess.
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  return {
    mintToken: () => mint(tokens, maxLinks),
    redeem: (token) => (tokens.delete(digest(token)) ? mint(sessions, maxSessions) : null),
    isSession: (session) => session !== undefined && sessions.has(digest(session)),
  };
}

function mint(into: Set<string>, limit: number): string {
  const secret = randomBytes(32).toString("base64url");
  into.add(digest(secret));
  for (const oldest of into) {
    if (into.size <= limit) break;
    into.delete(oldest);
  }
  return secret;
}

function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("base64");
}
