import type { NativeContext } from "./cells/native-context.ts";
import { ThreadTuner } from "./thread-tuner.ts";

export interface TunedThreadsOptions {
  readonly native: Pick<NativeContext, "useThreads">;
  /** The largest number worth using. */
  readonly threads: number;
  /** No layer is on a GPU. (Threads that wait for a GPU use no core.) */
  readonly isOnCpu: boolean;
}

/** Evaluates with the number of threads that was fastest so far, and measures each evaluation. */
export class TunedThreads {
  readonly #native: TunedThreadsOptions["native"];
  readonly #maxThreads: number;
  readonly #tuner: ThreadTuner;
  readonly #isOnCpu: boolean;

  constructor({ native, threads, isOnCpu }: TunedThreadsOptions) {
    this.#native = native;
    this.#maxThreads = threads;
    this.#tuner = new ThreadTuner(threads);
    this.#isOnCpu = isOnCpu;
  }

  /**
   * For batches and media, whose operations are long: threads take pieces of work as they become free, so a
   * thread that briefly loses its core costs little, and all threads are about as fast as fewer even on a
   * busy machine.
   */
  useAll(): void {
    this.#native.useThreads(this.#maxThreads);
  }

  /**
   * Whether drafts are to be left out for a few tokens: only single tokens, whose times can be compared, show
   * which number of threads is fastest.
   */
  get needsTokens(): boolean {
    return this.#tuner.needsTokens;
  }

  /** The number that was fastest so far. */
  get bestThreads(): number {
    return this.#tuner.bestThreads;
  }

  /** Whether the next single token is evaluated with another number, to compare. */
  get isTrying(): boolean {
    return this.#tuner.isTrying;
  }

  /** Evaluates one token, or a batch of a prompt. */
  async measured<T>(tokens: number, evaluate: () => Promise<T>): Promise<T> {
    if (tokens > 1) {
      this.useAll();
    } else {
      this.#native.useThreads(this.#tuner.threads);
    }
    const { result, tookMs, coresUsed } = await this.#timed(evaluate);
    if (tokens > 1) {
      this.#tuner.recordBatch(tokens, tookMs, coresUsed);
    } else {
      this.#tuner.recordToken(tookMs, coresUsed);
    }
    return result;
  }

  /** Evaluates a token with drafts, whose operations are nearly as short as those of one. */
  async measuredWithDrafts<T>(evaluate: () => Promise<T>): Promise<T> {
    this.#native.useThreads(this.#tuner.bestThreads);
    const { result, tookMs, coresUsed } = await this.#timed(evaluate);
    this.#tuner.recordWithDrafts(tookMs, coresUsed);
    return result;
  }

  async #timed<T>(evaluate: () => Promise<T>) {
    const startedAtMs = performance.now();
    const usedBefore = process.cpuUsage();
    const result = await evaluate();
    const tookMs = performance.now() - startedAtMs;
    const used = process.cpuUsage(usedBefore);
    const coresUsed = this.#isOnCpu ? (used.user + used.system) / 1000 / tookMs : null;
    return { result, tookMs, coresUsed };
  }
}
