import { Worker } from "node:worker_threads";

export interface ToHasher {
  readonly toBytes: number;
  readonly isEnd: boolean;
}

export interface FromHasher {
  readonly hashedBytes: number;
  /** Null until the end. */
  readonly digest: string | null;
}

/** The worker is beside this file, both in the sources and in the bundle. */
const isBundled = !import.meta.filename.endsWith(".ts");
const workerUrl = new URL(isBundled ? "./hash-worker.js" : "./hash-worker.ts", import.meta.url);

/** Hashes the beginning of a growing file in a worker thread, so that little is left to hash at the end. */
export class PrefixHasher {
  readonly #worker: Worker;
  readonly #digest = Promise.withResolvers<string>();
  #askedBytes = 0;
  hashedBytes = 0;

  constructor(path: string) {
    this.#worker = new Worker(workerUrl, { workerData: { path }, execArgv: [], stdin: false });
    this.#worker.on("message", ({ hashedBytes, digest }: FromHasher) => {
      this.hashedBytes = hashedBytes;
      if (digest !== null) this.#digest.resolve(digest);
    });
    this.#worker.on("error", (thrown) => this.#digest.reject(thrown));
    this.#worker.on("exit", () => this.#digest.reject(new Error("The hashing thread has ended")));
    this.#digest.promise.catch(() => undefined);
  }

  /** Bytes up to this offset have been written and can be hashed. */
  advance(toBytes: number): void {
    if (toBytes <= this.#askedBytes) return;
    this.#askedBytes = toBytes;
    this.#worker.postMessage({ toBytes, isEnd: false } satisfies ToHasher);
  }

  /** The SHA-256 of the first `toBytes` bytes, in hex. May be called once. */
  digest(toBytes: number): Promise<string> {
    this.#worker.postMessage({ toBytes, isEnd: true } satisfies ToHasher);
    return this.#digest.promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
