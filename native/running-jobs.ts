import { AddonError } from "./addon-error.ts";

/** The running jobs of something that must not be closed while they run. */
export class RunningJobs {
  readonly #running = new Set<Promise<unknown>>();
  readonly #name: string;
  #isClosed = false;

  /** @param name of what the jobs use, for the error message */
  constructor(name: string) {
    this.#name = name;
  }

  /** @throws AddonError "disposed" after `close` was called; what the job throws */
  async run<T>(start: () => Promise<T>): Promise<T> {
    if (this.#isClosed) {
      throw new AddonError("disposed", `The ${this.#name} was closed`);
    }
    const job = start();
    this.#running.add(job);
    try {
      return await job;
    } finally {
      this.#running.delete(job);
    }
  }

  /** Refuses further jobs and waits for the running ones. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }
}
