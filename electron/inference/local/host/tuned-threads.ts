import type { NativeContext } from "./llama-internals.ts";
import { ThreadTuner } from "./thread-tuner.ts";

export interface TunedThreadsOptions {
  readonly native: Pick<NativeContext, "useThreads">;
  /** The most that are worth using. */
  readonly threads: number;
  /** No layer is on a GPU, which threads would wait for without using a core. */
  readonly isOnCpu: boolean;
}

/** Evaluates with the number of threads that has shown to be best, and learns from how long it took. */
export class TunedThreads {
  readonly #native: TunedThreadsOptions["native"];
  readonly #most: number;
  readonly #tuner: ThreadTuner;
  readonly #isOnCpu: boolean;

  constructor({ native, threads, isOnCpu }: TunedThreadsOptions) {
    this.#native = native;
    this.#most = threads;
    this.#tuner = new ThreadTuner(threads);
    this.#isOnCpu = isOnCpu;
  }

  /**
   * For batches and media, whose operations are long: threads take pieces of them as they get to it, so that one that is kept
   * from its core for a moment costs little, and even on a busy machine all are about as fast as fewer.
   */
  useAll(): void {
    this.#native.useThreads(this.#most);
  }

  /** @param tokens that are evaluated in one go */
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
    const coresHad = this.#isOnCpu ? (used.user + used.system) / 1000 / tookMs : null;
    if (tokens > 1) {
      this.#tuner.tookBatch(tookMs / tokens, coresHad);
    } else {
      this.#tuner.took(tookMs, coresHad);
    }
    return result;
  }
}
