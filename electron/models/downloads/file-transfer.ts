import { dirname } from "node:path";
import { AppError, type Failure } from "../../../shared/ipc/result.ts";
import { isPassing } from "../hub/hub-failure.ts";
import { firstGap, withRange, type ByteRange } from "./byte-ranges.ts";
import { fetchPiece, RangeIgnored } from "./fetch-piece.ts";
import type { FileSource } from "./file-source.ts";
import { checkSpace, isFullDisk } from "./free-space.ts";
import type { PartialFile } from "./partial-file.ts";
import { PrefixHasher } from "./prefix-hasher.ts";
import { RetryPace } from "./retry-pace.ts";
import type { TransferOptions } from "./transfer-options.ts";

export type TransferCondition =
  | { readonly type: "running" }
  | { readonly type: "checking" }
  | { readonly type: "waiting"; readonly failure: Failure; readonly retryAtMs: number };

const lookMs = 200;
/** An answer that makes no sense may become better; after so many without a byte in between it will not. */
const mostSenselessAnswers = 10;
/** So many answers without the range that was asked for, and the host is taken to know none. */
const mostIgnoredRanges = 3;

/** Brings one file onto the disk: all of it, and right. */
export class FileTransfer {
  readonly #partial: PartialFile;
  readonly #source: FileSource;
  readonly #options: TransferOptions;
  readonly #onCondition: (condition: TransferCondition) => void;
  readonly #pace: RetryPace;
  readonly #claims = new Set<ByteRange>();
  /** Ends all connections at once; the next ones get another. */
  #connections = new AbortController();
  #ignoredRanges = 0;
  #lastFailure: AppError | null = null;
  #recordedAtMs = 0;

  constructor(parts: {
    readonly partial: PartialFile;
    readonly source: FileSource;
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
   * Answers when the file is whole and its hash the hub's.
   * @throws AppError; FileChanged; the signal's reason. What is there stays, and is recorded.
   */
  async run(signal: AbortSignal): Promise<void> {
    for (let wrongWholes = 0; ;) {
      const digest = await this.#fill(signal);
      if (digest === this.#partial.sha256) return;
      // Nothing tells which byte is wrong.
      await this.#partial.discard();
      wrongWholes += 1;
      if (wrongWholes > 1) throw new AppError("download-corrupt", `The SHA-256 is ${digest}`, {});
    }
  }

  /** Connections of before are of no use, and waiting neither: the computer has slept, or the person says so. */
  hurry(): void {
    this.#pace.hurry();
    this.#connections.abort(new AppError("hub-offline", "The connections were given up", {}));
    this.#connections = new AbortController();
  }

  /** @returns the SHA-256 of what is on the disk when all is there */
  async #fill(signal: AbortSignal): Promise<string> {
    const hasher = new PrefixHasher(this.#partial.path);
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const look = setInterval(() => void this.#look(hasher), lookMs);
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
      // What is hashed comes from the system's memory: that need not wait for the disk.
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
    // A disk that does not take it stops the writing of bytes too, and that is heard of.
    await this.#partial.record().catch(() => undefined);
  }

  /** One connection: takes the next piece nobody has, until there is none. */
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
    const acceptsWhole = this.#ignoredRanges >= mostIgnoredRanges;
    // A host without ranges sends everything each time: one connection, all the rest at once.
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
      acceptsWhole: this.#ignoredRanges >= mostIgnoredRanges,
      onBytes: async (pieces, position) => {
        await this.#partial.write(pieces, position);
        if (this.#lastFailure !== null) this.#onCondition({ type: "running" });
        this.#lastFailure = null;
        this.#pace.succeed();
      },
    });
    if (this.#ignoredRanges < mostIgnoredRanges) this.#ignoredRanges = 0;
  }

  /** @throws what does not pass by itself */
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
    const isSenseless = failure.code === "hub-unexpected" && this.#pace.failuresInRow >= mostSenselessAnswers;
    if ((!isPassing(failure) && !isFull) || isSenseless) throw failure;
    if (isFull) this.#pace.waitFor(this.#options.spaceLookMs);
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
