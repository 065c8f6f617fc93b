import type { Addon, Handle } from "./addon.ts";
import { loadCheckedAddon, type EngineHandles } from "./engine-handles.ts";

/**
 * A thread pool for one context. Without it, llama.cpp starts new threads for every token, and the scheduler
 * may put two of them on the same core, where they wait for each other until one is migrated.
 */
export class KeptThreads {
  readonly #addon: Addon;
  readonly #handle: Handle;

  /**
   * @param count the maximum number of threads the context will use
   * @throws AddonError "not-built", "not-compatible", "failed"
   */
  constructor(engine: EngineHandles, count: number) {
    this.#addon = loadCheckedAddon(engine);
    this.#handle = this.#addon.keepThreads(engine.context, count);
  }

  /** Call once, after the context was disposed. */
  release(): void {
    this.#addon.releaseThreads(this.#handle);
  }
}
