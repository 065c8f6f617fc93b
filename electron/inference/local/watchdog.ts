import type { WorkDone } from "../../../shared/inference/engine-protocol.ts";
import { HangDetector, type Hang, type HangLimits } from "./hang-detector.ts";

/** Pings a process while it has pending requests, and reports when it hangs. */
export class Watchdog {
  readonly #limits: HangLimits;
  readonly #ping: () => void;
  readonly #onHang: (hang: Hang) => void;
  #watching: { readonly detector: HangDetector; readonly timer: NodeJS.Timeout } | null = null;

  /** @param ping must make the process answer; called with every check */
  constructor(limits: HangLimits, ping: () => void, onHang: (hang: Hang) => void) {
    this.#limits = limits;
    this.#ping = ping;
    this.#onHang = onHang;
  }

  start(): void {
    if (this.#watching !== null) {
      return;
    }
    const detector = new HangDetector(this.#limits, performance.now());
    const timer = setInterval(() => this.#check(detector), this.#limits.checkIntervalMs);
    // The callers of the process keep this one running.
    timer.unref();
    this.#watching = { detector, timer };
  }

  stop(): void {
    clearInterval(this.#watching?.timer);
    this.#watching = null;
  }

  progressed(): void {
    this.#watching?.detector.progressed();
  }

  answered(work: WorkDone): void {
    this.#watching?.detector.answered(work);
  }

  #check(detector: HangDetector): void {
    const hang = detector.check(performance.now());
    if (hang === null) {
      this.#ping();
    } else {
      this.stop();
      this.#onHang(hang);
    }
  }
}
