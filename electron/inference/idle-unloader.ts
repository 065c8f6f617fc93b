import type { Scheduler } from "./scheduler.ts";

/** Unloads a model that has not been used for a while. */
export class IdleUnloader {
  readonly #scheduler: Pick<Scheduler, "isBusy" | "isClosed">;
  readonly #afterMinutes: () => number | null;
  readonly #unload: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly scheduler: Pick<Scheduler, "isBusy" | "isClosed">;
    /** null: never. */
    readonly afterMinutes: () => number | null;
    readonly unload: () => void;
  }) {
    this.#scheduler = options.scheduler;
    this.#afterMinutes = options.afterMinutes;
    this.#unload = options.unload;
  }

  /** Restarts the idle time. Call it whenever the scheduler or the setting changes. */
  restart(): void {
    clearTimeout(this.#timer);
    const minutes = this.#afterMinutes();
    if (minutes === null || this.#scheduler.isBusy || this.#scheduler.isClosed) return;
    this.#timer = setTimeout(() => this.#unload(), minutes * 60_000);
    this.#timer.unref();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
