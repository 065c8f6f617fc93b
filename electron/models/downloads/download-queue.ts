import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import { downloadPath } from "../../../shared/models/download-path.ts";
import type { DownloadState } from "../../../shared/models/download.ts";
import type { Log } from "../../home/log.ts";
import { isTransient } from "../hub/hub-failure.ts";
import { diskFailure } from "./disk-failure.ts";
import type { DownloadEntry } from "./download-entry.ts";
import type { DownloadRecord } from "./download-record.ts";
import { SpeedMeter } from "./speed-meter.ts";
import type { TransferOptions } from "./transfer-options.ts";
import { watchForWaking } from "./wake-watch.ts";

export interface DownloadQueueParts {
  /** In the order in which the downloads were started. */
  readonly entries: () => Iterable<DownloadEntry>;
  readonly options: TransferOptions;
  readonly log: Log;
  /** The state of a download changed; published without delay. */
  readonly onChange: () => void;
  /** Only the progress of a download changed. */
  readonly onProgress: () => void;
  /** A model's files were moved to the models folder. */
  readonly onPlaced: () => Promise<void>;
}

/** Runs downloads one at a time, in the order in which they were queued. */
export class DownloadQueue {
  readonly #parts: DownloadQueueParts;
  readonly #meter = new SpeedMeter();
  readonly #stopWatching: () => void;
  #running: {
    readonly entry: DownloadEntry;
    readonly stopping: AbortController;
    ended: Promise<void>;
  } | null = null;
  #isClosing = false;

  constructor(parts: DownloadQueueParts) {
    this.#parts = parts;
    this.#stopWatching = watchForWaking(() => this.#running?.entry.job.retryNow());
  }

  isRunning(entry: DownloadEntry): boolean {
    return this.#running?.entry === entry;
  }

  /** Stops the running download and starts no further one. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#stopWatching();
    if (this.#running) await this.halt(this.#running.entry);
  }

  next(): void {
    if (this.#running || this.#isClosing) return;
    const entry = [...this.#parts.entries()].find(({ state }) => state.type === "queued");
    if (!entry) return;
    const stopping = new AbortController();
    this.#meter.reset();
    this.#running = { entry, stopping, ended: Promise.resolve() };
    this.#running.ended = this.#run(entry, stopping.signal).finally(() => {
      this.#running = null;
      this.#parts.onChange();
      this.next();
    });
  }

  async #run(entry: DownloadEntry, signal: AbortSignal): Promise<void> {
    const ticking = setInterval(() => this.#measureSpeed(entry), 500);
    entry.state = { type: "running", bytesPerSecond: null };
    this.#parts.onChange();
    try {
      await entry.job.run(signal);
      await this.#parts.onPlaced();
      entry.state = { type: "done", modelId: modelIdOf(entry.job.record) };
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = diskFailure(thrown);
      if (!(failure instanceof AppError)) this.#parts.log.error("A download failed unexpectedly", thrown);
      entry.state = { type: "failed", failure: toFailure(failure) };
      if (failure instanceof AppError && (failure.code === "download-no-space" || isTransient(failure))) {
        this.#againLater(entry);
      }
    } finally {
      clearInterval(ticking);
    }
  }

  /**
   * Queues a download again after a failure that may pass: too little free disk space, or an unreachable hub.
   */
  #againLater(entry: DownloadEntry): void {
    const failed = entry.state;
    if (failed.type !== "failed") return;
    const waitMs = this.#parts.options.spaceCheckIntervalMs;
    const waiting: DownloadState = {
      type: "waiting",
      failure: failed.failure,
      retryAtMs: Date.now() + waitMs,
    };
    entry.state = waiting;
    setTimeout(() => {
      if (entry.state !== waiting || this.#isClosing) return;
      entry.state = { type: "queued" };
      this.#parts.onChange();
      this.next();
    }, waitMs).unref();
  }

  async halt(entry: DownloadEntry): Promise<void> {
    const running = this.#running;
    if (running?.entry !== entry) return;
    running.stopping.abort();
    await running.ended;
  }

  #measureSpeed(entry: DownloadEntry): void {
    this.#meter.add(entry.job.doneBytes, performance.now());
    if (entry.state.type !== "running") return;
    entry.state = { type: "running", bytesPerSecond: this.#meter.bytesPerSecond() };
    this.#parts.onProgress();
  }
}

/** The model id that the library derives: the path of the first weights file. */
function modelIdOf({ repo, files }: DownloadRecord): string {
  return downloadPath(repo, (files.find(({ role }) => role === "weights") ?? files[0])?.path ?? "");
}
