import type { WorkDone } from "../../../shared/inference/engine-protocol.ts";

/** Time limits in ms after which an engine process counts as hung. */
export interface HangLimits {
  /** Interval between two checks; each check pings the process. */
  readonly checkIntervalMs: number;
  /** No message at all: the process is suspended, or its main thread is in an endless loop. */
  readonly silentMs: number;
  /**
   * Answers pings, but reports no progress and uses neither CPU nor disk: its threads wait for something that
   * never happens.
   */
  readonly idleMs: number;
  /** Uses CPU or disk, but reports no progress. */
  readonly stuckMs: number;
}

/**
 * The limits are generous, because killing a process that is merely slow is worse than waiting. The longest
 * time the main thread blocks is to tokenize a message of a million characters: some seconds. The longest
 * step without progress reports is to encode an image of 1,120 tokens: some minutes with the largest model on
 * two cores. Opening a file may wait for a virus scanner.
 */
export const hangLimits: HangLimits = {
  checkIntervalMs: 2_000,
  silentMs: 60_000,
  idleMs: 120_000,
  stuckMs: 15 * 60_000,
};

export type Hang = "silent" | "idle" | "stuck";

/**
 * Work above these thresholds counts as activity. They are more than answering pings costs in `idleMs`, and
 * less than real work does even on a busy machine.
 */
const minCpuMs = 250;
const minDiskReads = 16;

/**
 * Decides whether a process with pending requests hangs. Elapsed time is capped at two intervals per check: a
 * late check, after this process or the whole computer was suspended or busy, must not count as silence
 * before the other process had a chance to answer.
 */
export class HangDetector {
  readonly #limits: HangLimits;
  #lastCheckMs: number;
  #silentMs = 0;
  #idleMs = 0;
  #stuckMs = 0;
  /** The counters when activity was last detected. */
  #lastWork: WorkDone | null = null;

  /** @param nowMs from a monotonic clock */
  constructor(limits: HangLimits, nowMs: number) {
    this.#limits = limits;
    this.#lastCheckMs = nowMs;
  }

  check(nowMs: number): Hang | null {
    const { checkIntervalMs, silentMs, idleMs, stuckMs } = this.#limits;
    const passedMs = Math.min(nowMs - this.#lastCheckMs, 2 * checkIntervalMs);
    this.#lastCheckMs = nowMs;
    this.#silentMs += passedMs;
    this.#idleMs += passedMs;
    this.#stuckMs += passedMs;
    if (this.#silentMs > silentMs) return "silent";
    if (this.#idleMs > idleMs) return "idle";
    return this.#stuckMs > stuckMs ? "stuck" : null;
  }

  /** Call for every message other than an answer to a ping. */
  progressed(): void {
    this.#silentMs = 0;
    this.#idleMs = 0;
    this.#stuckMs = 0;
    this.#lastWork = null;
  }

  /** Call for every answer to a ping. @param work total since the process started */
  answered(work: WorkDone): void {
    this.#silentMs = 0;
    const before = (this.#lastWork ??= work);
    const hasWorked =
      work.processorMs - before.processorMs >= minCpuMs || work.diskReads - before.diskReads >= minDiskReads;
    if (hasWorked) {
      this.#idleMs = 0;
      this.#lastWork = work;
    }
  }
}
