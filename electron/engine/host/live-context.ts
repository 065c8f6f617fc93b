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
  readonly #isOnCpu: boolean;
  readonly #cells: number[] = [];

  constructor(options: {
    readonly native: NativeContext;
    readonly sizeTokens: number;
    readonly batchTokens: number;
    readonly slidingWindow: number | null;
    /** The most that are worth using. */
    readonly threads: number;
    /** No layer is on a GPU, which threads would wait for without using a core. */
    readonly isOnCpu: boolean;
  }) {
    this.#native = options.native;
    this.sizeTokens = options.sizeTokens;
    this.batchTokens = options.batchTokens;
    this.#slidingWindow = options.slidingWindow;
    this.#tuner = new ThreadTuner(options.threads);
    this.#isOnCpu = options.isOnCpu;
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
    try {
      const logits = await this.#measured(tokens.length, () =>
        this.#native.decode(tokens, this.#cells.length, withLogits),
      );
      this.#cells.push(...tokens);
      return logits;
    } catch (error) {
      this.clear();
      throw error;
    }
  }

  /** Evaluates with the threads that seem best, and learns from how it went. */
  async #measured<T>(tokens: number, evaluate: () => Promise<T>): Promise<T> {
    const isBatch = tokens > 1;
    this.#native.useThreads(isBatch ? this.#tuner.provedThreads : this.#tuner.threads);
    const startedAtMs = performance.now();
    const usedBefore = process.cpuUsage();
    const result = await evaluate();
    const tookMs = performance.now() - startedAtMs;
    if (!isBatch) {
      this.#tuner.took(tookMs);
    } else if (this.#isOnCpu) {
      const used = process.cpuUsage(usedBefore);
      this.#tuner.tookBatch({ tokens, ms: tookMs, processorMs: (used.user + used.system) / 1000 });
    }
    return result;
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
