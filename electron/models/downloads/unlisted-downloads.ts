import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import type { Download, DownloadId, DownloadState } from "../../../shared/models/download.ts";
import { RetryPace, type RetryLimits } from "./retry-pace.ts";
import type { WantedFiles } from "./download-record.ts";

interface Unlisted {
  readonly wanted: WantedFiles;
  readonly pace: RetryPace;
  readonly stopping: AbortController;
  state: Extract<DownloadState, { readonly type: "waiting" | "paused" | "failed" }>;
}

/** Failures of the hub that pass by themselves. */
const passing: ReadonlySet<string> = new Set(["hub-offline", "hub-busy", "hub-rate-limited"]);

export const willPass = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && passing.has(thrown.code);

/**
 * Downloads whose files the hub could not be asked for yet: offline, blocked, overloaded. They stand in the list
 * as waiting, ask again by themselves, and then become ordinary downloads.
 */
export class UnlistedDownloads {
  readonly #entries = new Map<DownloadId, Unlisted>();
  readonly #limits: RetryLimits;
  readonly #begin: (wanted: WantedFiles, signal: AbortSignal) => Promise<unknown>;
  readonly #onChange: () => void;

  constructor(parts: {
    readonly limits: RetryLimits;
    /** Asks the hub and starts the download, unless the signal is aborted meanwhile. */
    readonly begin: (wanted: WantedFiles, signal: AbortSignal) => Promise<unknown>;
    readonly onChange: () => void;
  }) {
    this.#limits = parts.limits;
    this.#begin = parts.begin;
    this.#onChange = parts.onChange;
  }

  list(): readonly Download[] {
    return [...this.#entries].map(([id, entry]) => describe(id, entry));
  }

  has(id: DownloadId): boolean {
    return this.#entries.has(id);
  }

  /** @param failure why the hub could not be asked */
  add(id: DownloadId, wanted: WantedFiles, failure: AppError): Download {
    this.remove(id);
    const entry: Unlisted = {
      wanted,
      pace: new RetryPace(this.#limits),
      stopping: new AbortController(),
      state: { type: "paused" },
    };
    this.#entries.set(id, entry);
    this.#wait(entry, failure);
    this.#start(id, entry);
    return describe(id, entry);
  }

  /** A download of an earlier run. @param resumes false: it waits for `resume` */
  restore(id: DownloadId, wanted: WantedFiles, resumes: boolean): void {
    const entry: Unlisted = {
      wanted,
      pace: new RetryPace(this.#limits),
      stopping: new AbortController(),
      state: { type: "paused" },
    };
    this.#entries.set(id, entry);
    if (resumes) this.#start(id, entry);
  }

  /** Asks at once, also after Pause. */
  resume(id: DownloadId): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    if (entry.state.type === "waiting") {
      entry.pace.retryNow();
      return;
    }
    const resumed: Unlisted = { ...entry, stopping: new AbortController() };
    this.#entries.set(id, resumed);
    this.#start(id, resumed);
  }

  pause(id: DownloadId): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.stopping.abort();
    entry.state = { type: "paused" };
    this.#onChange();
  }

  remove(id: DownloadId): void {
    this.#entries.get(id)?.stopping.abort();
    if (this.#entries.delete(id)) this.#onChange();
  }

  dispose(): void {
    for (const { stopping } of this.#entries.values()) stopping.abort();
  }

  #start(id: DownloadId, entry: Unlisted): void {
    this.#askUntilListed(id, entry).catch((thrown: unknown) => {
      if (isStopped(entry)) return;
      entry.state = { type: "failed", failure: toFailure(thrown) };
      this.#onChange();
    });
  }

  /** @throws a failure that does not pass by itself */
  async #askUntilListed(id: DownloadId, entry: Unlisted): Promise<void> {
    const { signal } = entry.stopping;
    while (!isStopped(entry)) {
      await entry.pace.turn(signal);
      try {
        await this.#begin(entry.wanted, signal);
        if (this.#entries.get(id) === entry) this.remove(id);
        return;
      } catch (thrown) {
        if (isStopped(entry) || !willPass(thrown)) throw thrown;
        this.#wait(entry, thrown);
      }
    }
  }

  #wait(entry: Unlisted, failure: AppError): void {
    entry.pace.fail(failure);
    entry.state = { type: "waiting", failure: toFailure(failure), retryAtMs: entry.pace.retryAtMs };
    this.#onChange();
  }
}

const isStopped = ({ stopping }: Unlisted) => stopping.signal.aborted;

/** Its files and their sizes are not known yet. */
function describe(id: DownloadId, { wanted, state }: Unlisted): Download {
  const { repo, revision, name } = wanted;
  return { id, repo, revision, name, files: [], sizeBytes: 0, doneBytes: 0, state };
}
