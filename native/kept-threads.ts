import type { Addon, Handle } from "./addon.ts";
import { addonFor, type EngineHandles } from "./engine-handles.ts";

/**
 * The threads that compute one context. llama.cpp would start new ones for every token, and the system may put a new one beside
 * another on the same core, where both wait for each other until it notices.
 */
export class KeptThreads {
  readonly #addon: Addon;
  readonly #handle: Handle;

  /**
   * @param count as many as the context will ever use
   * @throws AddonError "not-built", "not-compatible", "failed"
   */
  constructor(engine: EngineHandles, count: number) {
    this.#addon = addonFor(engine);
    this.#handle = this.#addon.keepThreads(engine.context, count);
  }

  /** Once, and after the context is gone. */
  release(): void {
    this.#addon.releaseThreads(this.#handle);
  }
}
