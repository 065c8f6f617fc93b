import { dirname } from "node:path";
import { AppError, type Failure } from "../../../shared/ipc/result.ts";
import { isTransient } from "../hub/hub-failure.ts";
import { firstGap, withRange, type ByteRange } from "./byte-ranges.ts";
import { fetchPiece, RangeIgnored } from "./fetch-piece.ts";
import type { TransferSource } from "./file-source.ts";
import { checkSpace, isFullDisk } from "./free-space.ts";
import type { PartialFile } from "./partial-file.ts";
import { PrefixHasher } from "./prefix-hasher.ts";
import { RetryPace } from "./retry-pace.ts";
import type { TransferOptions } from "./transfer-options.ts";
import { inBackground } from "../../in-background.ts";

export type TransferCondition =
  | { readonly type: "running" }
  | { readonly type: "checking" }
  | { readonly type: "waiting"; readonly failure: Failure; readonly retryAtMs: number };

const checkIntervalMs = 200;
/** How many unexpected answers in a row, without a byte in between, are retried. */
const maxUnexpectedResponses = 10;
/** After this many answers that ignore the range, the host is assumed not to support ranges. */
const maxIgnoredRanges = 3;

/** Downloads one file completely and verifies it. */
export class FileTransfer {
  readonly #partial: PartialFile;
  readonly #source: TransferSource;
  readonly #options: TransferOptions;
  readonly #onCondition: (condition: TransferCondition) => void;
  readonly #pace: RetryPace;
  readonly #claims = new Set<ByteRange>();
  /** Aborts the current connections; replaced for the next ones. */
  #connections = new AbortController();
  #ignoredRanges = 0;
  #lastFailure: AppError | null = null;
  #recordedAtMs = 0;

  constructor(parts: {
    readonly partial: PartialFile;
    readonly source: TransferSource;
    readonly options: TransferOptions;
    readonly onCondition: (condition: TransferCondition) => void;
  }) {
    this.#partial = parts.partial;
    this.#source = parts.source;
    this.#options = parts.options;
    this.#onCondition = parts.onCondition;
    this.#pace = new RetryPace(parts.options.retry);
  }

  /**
   * Resolves when the file is complete and its SHA-256 matches the hub's.
   * @throws AppError; FileChanged; the signal's reason. The bytes on disk are kept and recorded.
   */
  async run(signal: AbortSignal): Promise<void> {
    for (let wrongWholes = 0; ;) {
      const digest = await this.#fill(signal);
      if (digest === this.#partial.sha256) return;
      // The hash does not tell which byte is wrong.
      await this.#partial.discard();
      wrongWholes += 1;
      if (wrongWholes > 1) throw new AppError("download-corrupt", `The SHA-256 is ${digest}`, {});
    }
  }

  /**
   * Drops all connections and retries at once: the computer has woken from sleep, or the user asked for it.
   */
  retryNow(): void {
    this.#pace.retryNow();
    this.#connections.abort(new AppError("hub-offline", "The connections were dropped for a retry", {}));
    this.#connections = new AbortController();
  }

  /** @returns the SHA-256 of the complete file */
  async #fill(signal: AbortSignal): Promise<string> {
    const hasher = new PrefixHasher(this.#partial.path);
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const look = setInterval(() => inBackground(this.#look(hasher)), checkIntervalMs);
    try {
      this.#onCondition({ type: this.#partial.isFull ? "checking" : "running" });
      hasher.advance(this.#partial.prefixBytes);
      while (!this.#partial.isFull) {
        const workers = Array.from({ length: this.#options.connections }, () =>
          this.#work(either).catch((thrown: unknown) => {
            ending.abort(thrown);
            throw thrown;
          }),
        );
        const outcomes = await Promise.allSettled(workers);
        signal.throwIfAborted();
        ending.signal.throwIfAborted();
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
      }
      this.#onCondition({ type: "checking" });
      // The hash can be computed from the page cache, in parallel with the flush to the disk.
      const digest = hasher.digest(this.#partial.sizeBytes);
      await this.#partial.record();
      return await abortable(digest, signal);
    } finally {
      clearInterval(look);
      await hasher.close();
      await this.#partial.record().catch(() => undefined);
    }
  }

  async #look(hasher: PrefixHasher): Promise<void> {
    hasher.advance(this.#partial.prefixBytes);
    const now = performance.now();
    if (now - this.#recordedAtMs < this.#options.recordEveryMs) return;
    this.#recordedAtMs = now;
    // A disk that rejects the record also rejects the data, and that error is reported.
    await this.#partial.record().catch(() => undefined);
  }

  /** One connection: downloads unclaimed pieces until none is left. */
  async #work(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#pace.turn(signal);
      const piece = this.#claim();
      if (piece === null) return;
      try {
        await this.#fetch(piece, signal);
      } catch (thrown) {
        signal.throwIfAborted();
        this.#take(thrown);
      } finally {
        this.#claims.delete(piece);
      }
    }
  }

  #claim(): ByteRange | null {
    const taken = [...this.#claims].reduce(withRange, this.#partial.ranges);
    const acceptsWhole = this.#ignoredRanges >= maxIgnoredRanges;
    // A host without ranges sends the whole file each time, so one connection claims all the rest.
    if (acceptsWhole && this.#claims.size > 0) return null;
    const most = acceptsWhole ? this.#partial.sizeBytes : this.#options.pieceBytes;
    const piece = firstGap(taken, this.#partial.sizeBytes, most);
    if (piece !== null) this.#claims.add(piece);
    return piece;
  }

  async #fetch(piece: ByteRange, signal: AbortSignal): Promise<void> {
    const { reserveBytes } = this.#options;
    const folder = dirname(this.#partial.path);
    const claimed = [...this.#claims].reduce((sum, { start, end }) => sum + end - start, 0);
    await checkSpace(folder, { bytes: claimed, reserveBytes });
    await fetchPiece(this.#source, piece, {
      signal: AbortSignal.any([signal, this.#connections.signal]),
      acceptsWhole: this.#ignoredRanges >= maxIgnoredRanges,
      onBytes: async (pieces, position) => {
        await this.#partial.write(pieces, position);
        if (this.#lastFailure !== null) this.#onCondition({ type: "running" });
        this.#lastFailure = null;
        this.#pace.succeed();
      },
    });
    if (this.#ignoredRanges < maxIgnoredRanges) this.#ignoredRanges = 0;
  }

  /** @throws errors that do not pass by themselves */
  #take(thrown: unknown): void {
    if (thrown instanceof RangeIgnored) this.#ignoredRanges += 1;
    const failure = isFullDisk(thrown)
      ? new AppError("download-no-space", "The disk is full", {
          neededBytes: this.#partial.sizeBytes - this.#partial.doneBytes,
          freeBytes: 0,
          reserveBytes: this.#options.reserveBytes,
        })
      : thrown;
    if (!(failure instanceof AppError)) throw thrown;
    const isFull = failure.code === "download-no-space";
    const isSenseless =
      failure.code === "hub-unexpected" && this.#pace.failuresInRow >= maxUnexpectedResponses;
    if ((!isTransient(failure) && !isFull) || isSenseless) throw failure;
    if (isFull) this.#pace.waitFor(this.#options.spaceCheckIntervalMs);
    else this.#pace.fail(failure);
    this.#lastFailure = failure;
    const { code, message, data } = failure;
    const { retryAtMs } = this.#pace;
    if (this.#claims.size <= 1)
      this.#onCondition({ type: "waiting", failure: { code, message, data }, retryAtMs });
  }
}

async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
