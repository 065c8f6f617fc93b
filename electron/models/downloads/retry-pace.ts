import { setTimeout as sleep } from "node:timers/promises";
import type { AppError } from "../../../shared/ipc/result.ts";

export interface RetryLimits {
  /** The delay after the first failure; each further failure without a byte in between doubles it. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/** How long all connections of a download wait after a failure. */
export class RetryPace {
  readonly #limits: RetryLimits;
  #failuresInRow = 0;
  #retryAtMs = 0;
  #waking = new AbortController();

  constructor(limits: RetryLimits) {
    this.#limits = limits;
  }

  get retryAtMs(): number {
    return this.#retryAtMs;
  }

  get failuresInRow(): number {
    return this.#failuresInRow;
  }

  /** Bytes arrived, so the failure has passed. */
  succeed(): void {
    this.#failuresInRow = 0;
  }

  /** Several connections usually fail at the same time, which counts as one failure. */
  fail({ data }: AppError): void {
    const now = Date.now();
    if (now < this.#retryAtMs) return;
    const { firstMs, longestMs } = this.#limits;
    const doubled = Math.min(longestMs, firstMs * 2 ** this.#failuresInRow);
    this.#failuresInRow += 1;
    // Jitter, so that clients do not all return at the same moment.
    const ownMs = doubled * (0.75 + Math.random() / 2);
    const askedMs = typeof data["retryAfterS"] === "number" ? data["retryAfterS"] * 1_000 : 0;
    this.#retryAtMs = now + Math.max(ownMs, askedMs);
  }

  /** Waits a fixed time, for failures that have nothing to do with the server's load. */
  waitFor(waitMs: number): void {
    this.#retryAtMs = Math.max(this.#retryAtMs, Date.now() + waitMs);
  }

  /** @throws the signal's reason */
  async turn(signal: AbortSignal): Promise<void> {
    for (let waitMs = this.#retryAtMs - Date.now(); waitMs > 0; waitMs = this.#retryAtMs - Date.now()) {
      const either = AbortSignal.any([signal, this.#waking.signal]);
      await sleep(Math.min(waitMs, 2 ** 30), undefined, { signal: either }).catch(() => undefined);
      signal.throwIfAborted();
    }
  }

  /** Ends the wait: the user asked to retry, or the computer woke up. */
  retryNow(): void {
    this.#failuresInRow = 0;
    this.#retryAtMs = 0;
    this.#waking.abort();
    this.#waking = new AbortController();
  }
}
