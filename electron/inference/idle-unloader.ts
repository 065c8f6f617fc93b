import type { EngineQueue } from "./engine-queue.ts";

/** Gives memory back when nobody has used the model for a while. Told whenever the queue changes. */
export class IdleUnloader {
  readonly #queue: EngineQueue;
  readonly #afterMinutes: () => number | null;
  readonly #unload: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly queue: EngineQueue;
    /** null: never. */
    readonly afterMinutes: () => number | null;
    readonly unload: () => void;
  }) {
    this.#queue = options.queue;
    this.#afterMinutes = options.afterMinutes;
    this.#unload = options.unload;
  }

  /** The engine has something to do, or has done it: the time begins anew. */
  restart(): void {
    clearTimeout(this.#timer);
    const minutes = this.#afterMinutes();
    if (minutes === null || this.#queue.isBusy || this.#queue.isClosed) return;
    this.#timer = setTimeout(() => this.#unload(), minutes * 60_000);
    this.#timer.unref();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
