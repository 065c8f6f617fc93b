import type { WorkDone } from "../../../shared/inference/engine-protocol.ts";

/** What an engine process may take, in ms, before it counts as hanging. */
export interface HangLimits {
  /** Between two looks, each of which asks the process whether it is there. */
  readonly lookMs: number;
  /** Without a word from it: it is stopped, or its main thread is in an endless loop. */
  readonly silentMs: number;
  /** Answering, with neither progress nor work done: its other threads wait for something that does not come. */
  readonly idleMs: number;
  /** Working without any progress. */
  readonly fruitlessMs: number;
}

/**
 * Generous, for killing a process that only is slow is worse than waiting: the longest thing its main thread does without a
 * pause is to cut a message of a million characters into tokens, some seconds; the longest step that tells nothing on the way is
 * to evaluate a picture of 1,120 tokens, by its size some minutes with the largest model on two cores; opening a file may wait for a
 * virus scanner.
 */
export const hangLimits: HangLimits = {
  lookMs: 2_000,
  silentMs: 60_000,
  idleMs: 120_000,
  fruitlessMs: 15 * 60_000,
};

export type Hang = "silent" | "idle" | "fruitless";

/** More than answering takes in `idleMs`, less than any work does on the busiest machine. */
const leastProcessorMs = 250;
const leastDiskReads = 16;

/**
 * Decides whether a process that has something to do hangs. Time counts in looks: one that comes late, since this process
 * or the whole computer slept or was busy, counts as two, so that the other process gets its chance to answer first.
 */
export class HangDetector {
  readonly #limits: HangLimits;
  #lookedAtMs: number;
  #silentMs = 0;
  #idleMs = 0;
  #fruitlessMs = 0;
  /** When it was last seen to work. */
  #workBefore: WorkDone | null = null;

  /** @param nowMs of a clock that is never set */
  constructor(limits: HangLimits, nowMs: number) {
    this.#limits = limits;
    this.#lookedAtMs = nowMs;
  }

  look(nowMs: number): Hang | null {
    const { lookMs, silentMs, idleMs, fruitlessMs } = this.#limits;
    const passedMs = Math.min(nowMs - this.#lookedAtMs, 2 * lookMs);
    this.#lookedAtMs = nowMs;
    this.#silentMs += passedMs;
    this.#idleMs += passedMs;
    this.#fruitlessMs += passedMs;
    if (this.#silentMs > silentMs) return "silent";
    if (this.#idleMs > idleMs) return "idle";
    return this.#fruitlessMs > fruitlessMs ? "fruitless" : null;
  }

  /** It said something that it could only say because it got further. */
  progressed(): void {
    this.#silentMs = 0;
    this.#idleMs = 0;
    this.#fruitlessMs = 0;
    this.#workBefore = null;
  }

  /** It is there, and has done so much since it began. */
  answered(work: WorkDone): void {
    this.#silentMs = 0;
    const before = (this.#workBefore ??= work);
    const hasWorked =
      work.processorMs - before.processorMs >= leastProcessorMs ||
      work.diskReads - before.diskReads >= leastDiskReads;
    if (hasWorked) {
      this.#idleMs = 0;
      this.#workBefore = work;
    }
  }
}
