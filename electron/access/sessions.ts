import { randomUUID } from "node:crypto";
import type { Device } from "../../shared/access/access-state.ts";
import type { PageKeys } from "../../shared/ipc/sign-in.ts";
import { digestOf, hasDigest, newSecret } from "./secret.ts";
import type { StoredSession } from "./stored-access.ts";

/** A browser that signed in. Its secrets are known to it alone; here are their digests. */
export interface Session extends StoredSession {
  /** Ends with the process and is not stored (ADR 26). */
  readonly isThisComputer: boolean;
}

/** Who signs in, as far as it is known. */
export type Visitor = Pick<Session, "browser" | "system" | "address" | "isThisComputer">;

/** The secrets of a new session: `cookie` for an HttpOnly cookie, the others for the page. */
export interface SessionSecrets extends PageKeys {
  readonly cookie: string;
}

const maxSessions = 256;
/** A device that was not used for this time has to sign in again. */
const unusedMs = 60 * 24 * 3_600_000;
/** How precisely the last use is recorded. */
const seenAgainMs = 60_000;

/** The browsers that are signed in. */
export class Sessions {
  /** By the digest of the cookie; the least recently used first. */
  readonly #sessions = new Map<string, Session>();

  constructor(stored: readonly StoredSession[]) {
    const oldestMs = Date.now() - unusedMs;
    for (const session of stored.toSorted((a, b) => a.lastSeenAtMs - b.lastSeenAtMs)) {
      if (session.lastSeenAtMs > oldestMs)
        this.#sessions.set(session.cookieDigest, { ...session, isThisComputer: false });
    }
  }

  start(visitor: Visitor): SessionSecrets {
    const secrets = {
      deviceId: randomUUID(),
      cookie: newSecret(),
      pageKey: newSecret(),
      mediaKey: newSecret(),
    };
    const nowMs = Date.now();
    this.#sessions.set(digestOf(secrets.cookie), {
      ...visitor,
      id: secrets.deviceId,
      cookieDigest: digestOf(secrets.cookie),
      pageKeyDigest: digestOf(secrets.pageKey),
      mediaKeyDigest: digestOf(secrets.mediaKey),
      signedInAtMs: nowMs,
      lastSeenAtMs: nowMs,
    });
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= maxSessions) break;
      this.#sessions.delete(oldest);
    }
    return secrets;
  }

  /** The session of a cookie; that alone gives access to nothing private. */
  find(cookie: string | undefined): Session | null {
    return cookie === undefined ? null : (this.#sessions.get(digestOf(cookie)) ?? null);
  }

  /** Records the use of a session. Returns whether that changes what the user sees. */
  seen(session: Session, address: string): boolean {
    const nowMs = Date.now();
    if (session.address === address && nowMs - session.lastSeenAtMs < seenAgainMs) return false;
    if (!this.#sessions.delete(session.cookieDigest)) return false;
    this.#sessions.set(session.cookieDigest, { ...session, address, lastSeenAtMs: nowMs });
    return true;
  }

  /** Ends the sessions that match, and returns their ids. */
  end(matches: (session: Session) => boolean): readonly string[] {
    const ended = [...this.#sessions.values()].filter(matches);
    for (const { cookieDigest } of ended) this.#sessions.delete(cookieDigest);
    return ended.map(({ id }) => id);
  }

  devices(): readonly Device[] {
    return [...this.#sessions.values()]
      .map(({ id, browser, system, address, isThisComputer, signedInAtMs, lastSeenAtMs }) => ({
        id,
        browser,
        system,
        address,
        isThisComputer,
        signedInAtMs,
        lastSeenAtMs,
      }))
      .toReversed();
  }

  /** The sessions that outlive the process. */
  stored(): readonly StoredSession[] {
    return [...this.#sessions.values()]
      .filter(({ isThisComputer }) => !isThisComputer)
      .map(({ isThisComputer: _, ...session }) => session);
  }
}

export function hasPageKey(session: Session, key: string): boolean {
  return hasDigest(key, session.pageKeyDigest);
}

export function hasMediaKey(session: Session, key: string): boolean {
  return hasDigest(key, session.mediaKeyDigest);
}
