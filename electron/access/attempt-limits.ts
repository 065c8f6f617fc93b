import { isIPv6 } from "node:net";

/** Failures that a user may need to remember a password. */
const freeFailures = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
/** After this time without an attempt, an address starts again. */
const forgottenAfterMs = 3_600_000;
/** Failures of all addresses together; a network has many. */
const freeFailuresOfAll = 100;
const waitOfAllMs = 60_000;
const maxAddresses = 4096;

interface Attempts {
  failures: number;
  lastAtMs: number;
}

/**
 * Slows down guessing of the password: after a few failures an address has to wait, each time twice as long. Links
 * and devices that are signed in are not affected, so nobody can lock the user out.
 */
export class AttemptLimits {
  readonly #byAddress = new Map<string, Attempts>();
  readonly #ofAll: Attempts = { failures: 0, lastAtMs: -Infinity };
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Begins an attempt, which counts as failed until `succeeded` is called: guesses that are sent at the same
   * time do not escape. Returns 0, or the time in ms until the next attempt is allowed.
   */
  begin(address: string): number {
    const key = networkOf(address);
    const own = this.#attemptsOf(key);
    const waitMs = Math.max(
      this.#left(own, waitAfter(own.failures)),
      this.#left(this.#ofAll, this.#ofAll.failures < freeFailuresOfAll ? 0 : waitOfAllMs),
    );
    if (waitMs > 0) return waitMs;
    for (const attempts of [own, this.#ofAll]) {
      attempts.failures += 1;
      attempts.lastAtMs = this.#now();
    }
    // Moved to the end, so that the first one is the oldest.
    this.#byAddress.delete(key);
    this.#byAddress.set(key, own);
    for (const oldest of this.#byAddress.keys()) {
      if (this.#byAddress.size <= maxAddresses) break;
      this.#byAddress.delete(oldest);
    }
    return 0;
  }

  succeeded(address: string): void {
    this.#byAddress.delete(networkOf(address));
    this.#ofAll.failures = Math.max(0, this.#ofAll.failures - 1);
  }

  #attemptsOf(key: string): Attempts {
    if (this.#now() - this.#ofAll.lastAtMs > forgottenAfterMs) this.#ofAll.failures = 0;
    const known = this.#byAddress.get(key);
    if (known && this.#now() - known.lastAtMs <= forgottenAfterMs) return known;
    return { failures: 0, lastAtMs: -Infinity };
  }

  #left({ lastAtMs }: Attempts, waitMs: number): number {
    return Math.max(0, lastAtMs + waitMs - this.#now());
  }
}

function waitAfter(failures: number): number {
  if (failures < freeFailures) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freeFailures));
}

/** A device may have any address of its IPv6 network, so all of them count as one. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(":").filter(Boolean).length;
  return [...groups, ...Array.from({ length: zeros }, () => "0"), ...(tail?.split(":") ?? [])]
    .slice(0, 4)
    .join(":");
}
