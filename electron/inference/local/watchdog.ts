import type { WorkDone } from "../../../shared/inference/engine-protocol.ts";
import { HangDetector, type Hang, type HangLimits } from "./hang-detector.ts";

/** Looks after a process while it has something to do. */
export class Watchdog {
  readonly #limits: HangLimits;
  readonly #ask: () => void;
  readonly #onHang: (hang: Hang) => void;
  #watching: { readonly judge: HangDetector; readonly timer: NodeJS.Timeout } | null = null;

  /** @param ask makes the process answer; called with every look */
  constructor(limits: HangLimits, ask: () => void, onHang: (hang: Hang) => void) {
    this.#limits = limits;
    this.#ask = ask;
    this.#onHang = onHang;
  }

  start(): void {
    if (this.#watching !== null) {
      return;
    }
    const judge = new HangDetector(this.#limits, performance.now());
    const timer = setInterval(() => this.#look(judge), this.#limits.lookMs);
    // Whoever waits for the process keeps this one running.
    timer.unref();
    this.#watching = { judge, timer };
  }

  stop(): void {
    clearInterval(this.#watching?.timer);
    this.#watching = null;
  }

  progressed(): void {
    this.#watching?.judge.progressed();
  }

  answered(work: WorkDone): void {
    this.#watching?.judge.answered(work);
  }

  #look(judge: HangDetector): void {
    const hang = judge.look(performance.now());
    if (hang === null) {
      this.#ask();
    } else {
      this.stop();
      this.#onHang(hang);
    }
  }
}
