import { reusablePrefix } from "./cells.ts";
import type { NativeContext } from "./llama-internals.ts";
import { ThreadTuner } from "./thread-tuner.ts";

/** The model's context together with the exact list of what is in it. Calls must not overlap. */
export class LiveContext {
  readonly sizeTokens: number;
  /** The most tokens to evaluate in one go. */
  readonly batchTokens: number;
  readonly #native: NativeContext;
  readonly #slidingWindow: number | null;
  readonly #tuner: ThreadTuner;
  readonly #cells: number[] = [];

  constructor(options: {
    readonly native: NativeContext;
    readonly sizeTokens: number;
    readonly batchTokens: number;
    readonly slidingWindow: number | null;
    /** The most that are worth using. */
    readonly threads: number;
  }) {
    this.#native = options.native;
    this.sizeTokens = options.sizeTokens;
    this.batchTokens = options.batchTokens;
    this.#slidingWindow = options.slidingWindow;
    this.#tuner = new ThreadTuner(options.threads);
  }

  get usedTokens(): number {
    return this.#cells.length;
  }

  /** Keeps what can be kept for this prompt, drops the rest, and tells how many tokens are left. */
  rewindFor(prompt: readonly number[]): number {
    const kept = reusablePrefix({
      cells: this.#cells,
      wanted: prompt,
      oldestPosition: this.#native.oldestPosition(),
      slidingWindow: this.#slidingWindow,
    });
    if (kept < this.#cells.length && !this.#forgetFrom(kept)) {
      this.clear();
    }
    return this.usedTokens;
  }

  /**
   * Adds tokens, at most a batch of them; with logits it answers where those of the last one are.
   * @throws when llama.cpp fails; the context is empty then
   */
  async add(tokens: readonly number[], withLogits: boolean): Promise<number> {
    const isTuned = tokens.length === 1;
    this.#native.useThreads(isTuned ? this.#tuner.threads : this.#tuner.provedThreads);
    const startedAtMs = performance.now();
    try {
      const logits = await this.#native.decode(tokens, this.#cells.length, withLogits);
      this.#cells.push(...tokens);
      if (isTuned) {
        this.#tuner.took(performance.now() - startedAtMs);
      }
      return logits;
    } catch (error) {
      this.clear();
      throw error;
    }
  }

  clear(): void {
    this.#native.forgetAll();
    this.#cells.length = 0;
  }

  #forgetFrom(position: number): boolean {
    if (position === 0 || !this.#native.forgetFrom(position)) {
      return false;
    }
    this.#cells.length = position;
    return this.#native.newestPosition() === position - 1;
  }
}
