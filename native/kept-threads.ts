import type { Addon, Handle } from "./addon.ts";
import { AddonError } from "./addon-error.ts";
import { loadCheckedAddon, type EngineHandles } from "./engine-handles.ts";

/**
 * A thread pool for one context. Without it, llama.cpp starts new threads for every token, and the scheduler
 * may put two of them on the same core, where they wait for each other until one is migrated.
 */
export class KeptThreads {
  readonly #addon: Addon;
  /** For others that take turns with the context. */
  readonly handle: Handle;

  /**
   * @param count the maximum number of threads the context will use
   * @throws AddonError "not-built", "not-compatible", "failed"
   */
  constructor(engine: EngineHandles, count: number) {
    this.#addon = loadCheckedAddon(engine);
    this.handle = AddonError.rethrown(() => this.#addon.keepThreads(engine.context, count));
  }

  /**
   * Call once, after the context was disposed of.
   *
   * @throws AddonError "in-use", "disposed"
   */
  release(): void {
    AddonError.rethrown(() => this.#addon.releaseThreads(this.handle));
  }
}
