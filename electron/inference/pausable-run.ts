import { setImmediate as nextTurn } from "node:timers/promises";
import type { PausableGeneration } from "./chat-model.ts";

/** Interrupts a request of the local engine, whatever it is at. */
export class PausableRun {
  #generation: PausableGeneration | null = null;
  #reload: () => Promise<void> = async () => undefined;
  readonly #signal: AbortSignal;
  readonly #onStillPaused: () => void;
  #hasEnded = false;
  #isPaused = false;
  #isPauseWanted = false;
  #reloaded: Promise<void> | null = null;
  /** Resolves the pauses that wait for the generation to begin, or for the request to end. */
  #waiters: (() => void)[] = [];

  /** @param onStillPaused called where another pause was wanted while the model was loaded again */
  constructor(signal: AbortSignal, onStillPaused: () => void) {
    this.#signal = signal;
    this.#onStillPaused = onStillPaused;
  }

  get isGenerating(): boolean {
    return this.#generation !== null;
  }

  /** Settled when the model is ready again, or could not be loaded; null: it is not being loaded again. */
  get reloaded(): Promise<void> | null {
    return this.#reloaded;
  }

  /** @param reload makes the model ready again after another one was loaded */
  begin(generation: PausableGeneration, reload: () => Promise<void>): void {
    this.#generation = generation;
    this.#reload = reload;
    this.#wake();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  /** A load is waited for: it can't be interrupted. After one that was to continue the generation, it stays paused. */
  async pause(): Promise<void> {
    this.#isPauseWanted = true;
    while (this.#generation === null && !this.#hasEnded) {
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
    await this.#reloaded;
    if (this.#hasEnded || this.#isPaused) return;
    await this.#generation?.pause();
    this.#isPaused = true;
  }

  async continue(): Promise<void> {
    const generation = this.#generation;
    if (generation === null || this.#hasEnded) return;
    this.#isPauseWanted = false;
    // A crash ends this generation too, and maybe a moment later than the job it made way for: nothing is loaded then.
    this.#reloaded = nextTurn()
      .then(() => (this.#hasEnded ? undefined : this.#reload()))
      .then(
        () => {
          if (this.#isPauseWanted) {
            this.#onStillPaused();
            return;
          }
          this.#isPaused = false;
          generation.continue();
        },
        (thrown: unknown) => {
          // A generation that was stopped ends by itself, whatever became of the load.
          if (!this.#signal.aborted) generation.fail(thrown);
        },
      )
      .finally(() => (this.#reloaded = null));
    await this.#reloaded;
  }

  endReasoning(): void {
    this.#generation?.endReasoning();
  }

  #wake() {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}
