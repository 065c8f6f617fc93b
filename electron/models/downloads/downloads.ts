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
import { DownloadLine } from "./download-line.ts";
import { downloadIdOf, readRecord, writeRecord, type DownloadRecord } from "./download-record.ts";
import { recordOf, type WantedFiles } from "./record-of.ts";
import { transferOptions, type TransferOptions } from "./transfer-options.ts";

/** Hidden, so that nothing in it is ever taken for a model; beside the models, so that a whole file need only be renamed. */
const folderName = ".downloads";
const tellEveryMs = 250;
const newest = "main";

export interface DownloadsParts {
  readonly modelsFolder: string;
  readonly hub: HubClient;
  readonly log: Log;
  readonly onChange: (downloads: readonly Download[]) => void;
  /** A model lies in its place. */
  readonly onPlaced: () => Promise<void>;
  readonly options?: TransferOptions;
}

/** Models on their way here: one at a time, first come, first served. What was under way goes on when the app starts. */
export class Downloads {
  readonly #parts: DownloadsParts;
  readonly #options: TransferOptions;
  readonly #entries = new Map<DownloadId, DownloadEntry>();
  readonly #line: DownloadLine;
  #telling: NodeJS.Timeout | null = null;

  constructor(parts: DownloadsParts) {
    this.#parts = parts;
    this.#options = parts.options ?? transferOptions;
    this.#line = new DownloadLine({
      entries: () => this.#entries.values(),
      options: this.#options,
      log: parts.log,
      onChange: () => this.#tell(),
      onProgress: () => this.#tellSoon(),
      onPlaced: parts.onPlaced,
    });
  }

  /** Finds what an earlier run of the app left, and goes on with it. */
  async start(): Promise<void> {
    const root = join(this.#parts.modelsFolder, folderName);
    const ids = await readdir(root).catch(() => []);
    const found: { readonly id: string; readonly record: DownloadRecord }[] = [];
    for (const id of ids) {
      const record = await readRecord(join(root, id));
      if (record !== null) found.push({ id, record });
      else {
        this.#parts.log.error(`The record of the download ${id} can't be read; it is removed`);
        await rm(join(root, id), { recursive: true, force: true });
      }
    }
    for (const { id, record } of found.sort((a, b) => a.record.createdAtMs - b.record.createdAtMs)) {
      const entry = this.#add(id, record);
      await entry.job.measure().catch((thrown: unknown) => this.#parts.log.error("Not measured", thrown));
    }
    this.#tell();
    this.#line.next();
  }

  list(): readonly Download[] {
    return [...this.#entries.values()].map((entry) => describeEntry(entry));
  }

  /**
   * Sizes and hashes are what the hub says now; what is there already is not begun again.
   * @throws AppError as of the hub, `hub-missing`, `storage-failed`
   */
  async begin({ repo, revision, paths, name }: WantedFiles): Promise<Download> {
    const id = downloadIdOf(repo, paths);
    const existing = this.#entries.get(id);
    if (existing && existing.state.type !== "done") {
      if (existing.state.type === "failed" || existing.state.type === "paused") await this.resume(id);
      return describeEntry(existing);
    }
    const { listing, branch } = await this.#listing(repo, revision);
    const record = recordOf(listing, { repo, revision: branch, paths, name });
    await this.#onDisk(() => writeRecord(this.#folderOf(id), record));
    const entry = this.#add(id, record);
    this.#tell();
    this.#line.next();
    return describeEntry(entry);
  }

  /** A commit that the hub knows no longer gives way to what is newest: owners rewrite histories, mirrors have their own. */
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
    const entry = this.#entry(id);
    if (entry.state.type === "done") return;
    await this.#line.halt(entry);
    entry.state = { type: "paused" };
    this.#tell();
    this.#line.next();
    await this.#onDisk(() => entry.job.setPaused(true));
  }

  /** Also what trying again does, at once. */
  async resume(id: DownloadId): Promise<void> {
    const entry = this.#entry(id);
    if (this.#line.isRunning(entry)) {
      entry.job.hurry();
      return;
    }
    if (entry.state.type === "done") return;
    entry.state = { type: "queued" };
    this.#tell();
    this.#line.next();
    await this.#onDisk(() => entry.job.setPaused(false));
  }

  /** Gives it up with all that has come; of one that is done only the news goes. */
  async cancel(id: DownloadId): Promise<void> {
    const entry = this.#entry(id);
    await this.#line.halt(entry);
    this.#entries.delete(id);
    this.#tell();
    this.#line.next();
    if (entry.state.type !== "done") await rm(entry.folder, { recursive: true, force: true });
  }

  /** Stops in order: what has come is recorded, and goes on at the next start. */
  async dispose(): Promise<void> {
    await this.#line.close();
    if (this.#telling) clearTimeout(this.#telling);
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
          if (!this.#line.isRunning(entry)) return;
          entry.state = condition.type === "running" ? { type: "running", bytesPerSecond: null } : condition;
          this.#tellSoon();
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

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => this.#tell(), tellEveryMs).unref();
  }

  #tell(): void {
    if (this.#telling) clearTimeout(this.#telling);
    this.#telling = null;
    this.#parts.onChange(this.list());
  }
}
