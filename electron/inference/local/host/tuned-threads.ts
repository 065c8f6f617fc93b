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
   * An evaluation of a few tokens, whose operations are nearly as short as those of one. A trial of another
   * number of threads waits for single tokens, whose times can be compared.
   */
  useBest(): void {
    this.#native.useThreads(this.#tuner.bestThreads);
  }

  /** @param tokens number of tokens evaluated in one call */
  async measured<T>(tokens: number, evaluate: () => Promise<T>): Promise<T> {
    if (tokens > 1) {
      this.useAll();
    } else {
      this.#native.useThreads(this.#tuner.threads);
    }
    const startedAtMs = performance.now();
    const usedBefore = process.cpuUsage();
    const result = await evaluate();
    const tookMs = performance.now() - startedAtMs;
    const used = process.cpuUsage(usedBefore);
    const coresUsed = this.#isOnCpu ? (used.user + used.system) / 1000 / tookMs : null;
    if (tokens > 1) {
      this.#tuner.recordBatch(tookMs / tokens, coresUsed);
    } else {
      this.#tuner.recordToken(tookMs, coresUsed);
    }
    return result;
  }
}
