import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/ipc/result.ts";
import type { Download, DownloadId } from "../../../shared/models/download.ts";
import type { HubListing } from "../../../shared/models/hub-listing.ts";
import type { Log } from "../../home/log.ts";
import type { HubClient } from "../hub/hub-client.ts";
import { diskFailure } from "./disk-failure.ts";
import { describeEntry, type DownloadEntry } from "./download-entry.ts";
import { DownloadJob } from "./download-job.ts";
import { DownloadQueue } from "./download-queue.ts";
import {
  downloadIdOf,
  readRecord,
  readWanted,
  writeRecord,
  writeWanted,
  type DownloadRecord,
  type WantedFiles,
} from "./download-record.ts";
import { recordOf } from "./record-of.ts";
import { transferOptions, type TransferOptions } from "./transfer-options.ts";
import { UnlistedDownloads, willPass } from "./unlisted-downloads.ts";

/**
 * Hidden, so that no file in it is listed as a model. It is inside the models folder, so that moving a
 * finished file there is a rename.
 */
const folderName = ".downloads";
const publishIntervalMs = 250;
const newest = "main";

export interface DownloadsParts {
  readonly modelsFolder: string;
  readonly hub: HubClient;
  readonly log: Log;
  readonly onChange: (downloads: readonly Download[]) => void;
  /** A model's files were moved to the models folder. */
  readonly onPlaced: () => Promise<void>;
  readonly options?: TransferOptions;
}

/** The list of model downloads. One runs at a time; unfinished ones resume when the app starts. */
export class Downloads {
  readonly #parts: DownloadsParts;
  readonly #options: TransferOptions;
  readonly #entries = new Map<DownloadId, DownloadEntry>();
  /** Calls of `begin` and `cancel` in progress. */
  readonly #beginning = new Map<DownloadId, Promise<Download>>();
  readonly #removing = new Map<DownloadId, Promise<void>>();
  readonly #queue: DownloadQueue;
  readonly #unlisted: UnlistedDownloads;
  #publishTimer: NodeJS.Timeout | null = null;

  constructor(parts: DownloadsParts) {
    this.#parts = parts;
    this.#options = parts.options ?? transferOptions;
    this.#queue = new DownloadQueue({
      entries: () => this.#entries.values(),
      options: this.#options,
      log: parts.log,
      onChange: () => this.#publish(),
      onProgress: () => this.#publishSoon(),
      onPlaced: parts.onPlaced,
    });
    this.#unlisted = new UnlistedDownloads({
      limits: this.#options.retry,
      begin: (wanted, signal) => this.#beginListed(downloadIdOf(wanted.repo, wanted.paths), wanted, signal),
      onChange: () => this.#publish(),
    });
  }

  /**
   * Loads the downloads of earlier runs and queues those that are not paused.
   * @param options.resumes false: they wait for `begin` or `resume`, and for the next start
   */
  async start({ resumes = true }: { readonly resumes?: boolean } = {}): Promise<void> {
    const root = join(this.#parts.modelsFolder, folderName);
    const ids = await readdir(root).catch(() => []);
    const found: { readonly id: string; readonly record: DownloadRecord }[] = [];
    for (const id of ids) {
      const folder = join(root, id);
      try {
        const record = await readRecord(folder);
        const wanted = record === null ? await readWanted(folder) : null;
        if (record !== null) found.push({ id, record });
        else if (wanted !== null) this.#unlisted.restore(id, wanted, resumes);
        else await rm(folder, { recursive: true, force: true });
      } catch (thrown) {
        // It may be a newer version's: its partial files are gigabytes that someone has waited for.
        this.#parts.log.error(`The record of the download ${id} can't be read; its files are kept`, thrown);
      }
    }
    for (const { id, record } of found.sort((a, b) => a.record.createdAtMs - b.record.createdAtMs)) {
      const entry = this.#add(id, record);
      if (!resumes) entry.state = { type: "paused" };
      await entry.job
        .measure()
        .catch((thrown: unknown) =>
          this.#parts.log.error(`The bytes of the download ${id} could not be counted`, thrown),
        );
    }
    this.#publish();
    this.#queue.next();
  }

  list(): readonly Download[] {
    return [
      ...[...this.#entries.values()].map((entry) => describeEntry(entry)),
      ...this.#unlisted.list().filter(({ id }) => !this.#entries.has(id)),
    ];
  }

  /**
   * Starts a download with the sizes and hashes that the hub reports now. The same files are not downloaded
   * twice: an unfinished download of them is returned, and resumed where it had failed or was paused. Where the
   * hub can't be asked right now, the download waits and asks again by itself.
   * @throws AppError of the hub client that will not pass, `hub-missing`, `storage-failed`
   */
  async begin(wanted: WantedFiles): Promise<Download> {
    const id = downloadIdOf(wanted.repo, wanted.paths);
    await this.#removing.get(id);
    let beginning = this.#beginning.get(id);
    if (beginning === undefined) {
      beginning = this.#begin(id, wanted).finally(() => this.#beginning.delete(id));
      this.#beginning.set(id, beginning);
    }
    return beginning;
  }

  async #begin(id: DownloadId, wanted: WantedFiles): Promise<Download> {
    try {
      return await this.#beginListed(id, wanted);
    } catch (thrown) {
      if (!willPass(thrown)) throw thrown;
      await this.#onDisk(() => writeWanted(this.#folderOf(id), wanted));
      return this.#unlisted.add(id, wanted, thrown);
    }
  }

  async #beginListed(
    id: DownloadId,
    { repo, revision, paths, name }: WantedFiles,
    signal?: AbortSignal,
  ): Promise<Download> {
    const existing = this.#entries.get(id);
    if (existing && existing.state.type !== "done") {
      if (existing.state.type === "failed" || existing.state.type === "paused") await this.resume(id);
      return describeEntry(existing);
    }
    const { listing, branch } = await this.#listing(repo, revision);
    signal?.throwIfAborted();
    const record = recordOf(listing, { repo, revision: branch, paths, name });
    await this.#onDisk(() => writeRecord(this.#folderOf(id), record));
    const entry = this.#add(id, record);
    this.#unlisted.remove(id);
    this.#publish();
    this.#queue.next();
    return describeEntry(entry);
  }

  /**
   * Falls back to the newest revision when the hub does not know the commit: owners rewrite histories, and
   * mirrors have their own.
   */
  async #listing(repo: string, revision: string): Promise<{ listing: HubListing; branch: string }> {
    try {
      return { listing: await this.#parts.hub.listing(repo, revision), branch: revision };
    } catch (thrown) {
      const isMissing = thrown instanceof AppError && thrown.code === "hub-missing";
      if (!isMissing || !/^[0-9a-f]{40}$/.test(revision)) throw thrown;
      return { listing: await this.#parts.hub.listing(repo, newest), branch: newest };
    }
  }

  async pause(id: DownloadId): Promise<void> {
    if (this.#unlisted.has(id)) {
      this.#unlisted.pause(id);
      return;
    }
    const entry = this.#entry(id);
    if (entry.state.type === "done") return;
    await this.#queue.halt(entry);
    // Meanwhile it may have been put in place, or cancelled.
    if (isDone(entry) || this.#entries.get(id) !== entry) return;
    entry.state = { type: "paused" };
    this.#publish();
    this.#queue.next();
    await this.#onDisk(() => entry.job.setPaused(true));
  }

  /** Resumes a paused or failed download; one that waits for its next retry retries at once. */
  async resume(id: DownloadId): Promise<void> {
    if (this.#unlisted.has(id)) {
      this.#unlisted.resume(id);
      return;
    }
    const entry = this.#entry(id);
    if (this.#queue.isRunning(entry)) {
      entry.job.retryNow();
      return;
    }
    if (entry.state.type === "done") return;
    entry.state = { type: "queued" };
    this.#publish();
    this.#queue.next();
    await this.#onDisk(() => entry.job.setPaused(false));
  }

  /** Removes the download and its partial files. The model files of a finished download stay. */
  async cancel(id: DownloadId): Promise<void> {
    if (this.#unlisted.has(id)) {
      this.#unlisted.remove(id);
      await rm(this.#folderOf(id), { recursive: true, force: true });
      return;
    }
    const entry = this.#entry(id);
    await this.#queue.halt(entry);
    this.#entries.delete(id);
    this.#publish();
    this.#queue.next();
    if (entry.state.type === "done") return;
    const removing = entry.job.discard().finally(() => this.#removing.delete(id));
    this.#removing.set(
      id,
      removing.catch(() => undefined),
    );
    await removing;
  }

  /** Stops the running download; its progress is recorded and it resumes at the next start. */
  async dispose(): Promise<void> {
    this.#unlisted.dispose();
    await this.#queue.close();
    if (this.#publishTimer) clearTimeout(this.#publishTimer);
  }

  #add(id: DownloadId, record: DownloadRecord): DownloadEntry {
    const folder = this.#folderOf(id);
    const entry: DownloadEntry = {
      id,
      folder,
      state: record.isPaused ? { type: "paused" } : { type: "queued" },
      job: new DownloadJob(record, {
        folder,
        modelsFolder: this.#parts.modelsFolder,
        hub: this.#parts.hub,
        options: this.#options,
        onCondition: (condition) => {
          if (!this.#queue.isRunning(entry)) return;
          entry.state = condition.type === "running" ? { type: "running", bytesPerSecond: null } : condition;
          this.#publishSoon();
        },
      }),
    };
    this.#entries.set(id, entry);
    return entry;
  }

  #entry(id: DownloadId): DownloadEntry {
    const entry = this.#entries.get(id);
    if (!entry) throw new AppError("not-found", `There is no download ${id}`);
    return entry;
  }

  #folderOf(id: DownloadId): string {
    return join(this.#parts.modelsFolder, folderName, id);
  }

  async #onDisk(write: () => Promise<void>): Promise<void> {
    await write().catch((thrown: unknown) => {
      throw diskFailure(thrown);
    });
  }

  #publishSoon(): void {
    this.#publishTimer ??= setTimeout(() => this.#publish(), publishIntervalMs).unref();
  }

  #publish(): void {
    if (this.#publishTimer) clearTimeout(this.#publishTimer);
    this.#publishTimer = null;
    this.#parts.onChange(this.list());
  }
}

/** Unlike a comparison in place, it is not narrowed by an earlier one. */
const isDone = (entry: DownloadEntry) => entry.state.type === "done";
