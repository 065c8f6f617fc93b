import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import type { Download, DownloadId, DownloadState } from "../../../shared/models/download.ts";
import { placeOf } from "../../../shared/models/download-place.ts";
import type { HubListing } from "../../../shared/models/hub-listing.ts";
import type { Log } from "../../home/log.ts";
import { isPassing } from "../hub/hub-failure.ts";
import type { HubClient } from "../hub/hub-client.ts";
import { downloadIdOf, readRecord, writeRecord, type DownloadRecord } from "./download-record.ts";
import { DownloadJob, totalBytes } from "./download-job.ts";
import { isFullDisk, noSpace } from "./free-space.ts";
import { SpeedMeter } from "./speed-meter.ts";
import { transferOptions, type TransferOptions } from "./transfer-options.ts";
import { watchForWaking } from "./wake-watch.ts";

/** Hidden, so that nothing in it is ever taken for a model; beside the models, so that a whole file need only be renamed. */
const folderName = ".downloads";
const tellEveryMs = 250;
const newest = "main";

interface Entry {
  readonly id: DownloadId;
  readonly folder: string;
  readonly job: DownloadJob;
  state: DownloadState;
}

export interface DownloadsParts {
  readonly modelsFolder: string;
  readonly hub: HubClient;
  readonly log: Log;
  readonly onChange: (downloads: readonly Download[]) => void;
  /** A model lies in its place. */
  readonly onPlaced: () => Promise<void>;
  readonly options?: TransferOptions;
}

export interface WantedFiles {
  readonly repo: string;
  readonly revision: string;
  readonly paths: readonly string[];
  readonly name: string;
}

/** Models on their way here: one at a time, first come, first served. What was under way goes on when the app starts. */
export class Downloads {
  readonly #parts: DownloadsParts;
  readonly #options: TransferOptions;
  readonly #entries = new Map<DownloadId, Entry>();
  readonly #meter = new SpeedMeter();
  readonly #stopWatching: () => void;
  #running: { readonly entry: Entry; readonly stopping: AbortController; ended: Promise<void> } | null = null;
  #telling: NodeJS.Timeout | null = null;
  #isClosing = false;

  constructor(parts: DownloadsParts) {
    this.#parts = parts;
    this.#options = parts.options ?? transferOptions;
    this.#stopWatching = watchForWaking(() => this.#running?.entry.job.hurry());
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
    this.#next();
  }

  list(): readonly Download[] {
    return [...this.#entries.values()].map((entry) => this.#describe(entry));
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
      return this.#describe(existing);
    }
    const { listing, branch } = await this.#listing(repo, revision);
    const record = recordOf(listing, { repo, revision: branch, paths, name });
    await this.#onDisk(() => writeRecord(this.#folderOf(id), record));
    const entry = this.#add(id, record);
    this.#tell();
    this.#next();
    return this.#describe(entry);
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
    await this.#halt(entry);
    entry.state = { type: "paused" };
    this.#tell();
    this.#next();
    await this.#onDisk(() => entry.job.setPaused(true));
  }

  /** Also what trying again does, at once. */
  async resume(id: DownloadId): Promise<void> {
    const entry = this.#entry(id);
    if (this.#running?.entry === entry) {
      entry.job.hurry();
      return;
    }
    if (entry.state.type === "done") return;
    entry.state = { type: "queued" };
    this.#tell();
    this.#next();
    await this.#onDisk(() => entry.job.setPaused(false));
  }

  /** Gives it up with all that has come; of one that is done only the news goes. */
  async cancel(id: DownloadId): Promise<void> {
    const entry = this.#entry(id);
    await this.#halt(entry);
    this.#entries.delete(id);
    this.#tell();
    this.#next();
    if (entry.state.type !== "done") await rm(entry.folder, { recursive: true, force: true });
  }

  /** Stops in order: what has come is recorded, and goes on at the next start. */
  async dispose(): Promise<void> {
    this.#isClosing = true;
    this.#stopWatching();
    if (this.#running) await this.#halt(this.#running.entry);
    if (this.#telling) clearTimeout(this.#telling);
  }

  #add(id: DownloadId, record: DownloadRecord): Entry {
    const folder = this.#folderOf(id);
    const entry: Entry = {
      id,
      folder,
      state: record.isPaused ? { type: "paused" } : { type: "queued" },
      job: new DownloadJob(record, {
        folder,
        modelsFolder: this.#parts.modelsFolder,
        hub: this.#parts.hub,
        options: this.#options,
        onCondition: (condition) => {
          if (this.#running?.entry !== entry) return;
          entry.state = condition.type === "running" ? { type: "running", bytesPerSecond: null } : condition;
          this.#tellSoon();
        },
      }),
    };
    this.#entries.set(id, entry);
    return entry;
  }

  #next(): void {
    if (this.#running || this.#isClosing) return;
    const entry = [...this.#entries.values()].find(({ state }) => state.type === "queued");
    if (!entry) return;
    const stopping = new AbortController();
    this.#meter.reset();
    this.#running = { entry, stopping, ended: Promise.resolve() };
    this.#running.ended = this.#run(entry, stopping.signal).finally(() => {
      this.#running = null;
      this.#tell();
      this.#next();
    });
  }

  async #run(entry: Entry, signal: AbortSignal): Promise<void> {
    const ticking = setInterval(() => this.#measureSpeed(entry), 500);
    entry.state = { type: "running", bytesPerSecond: null };
    this.#tell();
    try {
      await entry.job.run(signal);
      await this.#parts.onPlaced();
      entry.state = { type: "done", modelId: modelIdOf(entry.job.record) };
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = diskFailure(thrown);
      if (!(failure instanceof AppError))
        this.#parts.log.error("A download failed for no good reason", thrown);
      entry.state = { type: "failed", failure: toFailure(failure) };
      if (failure instanceof AppError && (failure.code === "download-no-space" || isPassing(failure))) {
        void this.#againLater(entry);
      }
    } finally {
      clearInterval(ticking);
    }
  }

  /** What keeps it from going on may pass: a disk that is too full to begin, a hub that could not be asked. */
  async #againLater(entry: Entry): Promise<void> {
    const failed = entry.state;
    if (failed.type !== "failed") return;
    const waitMs = this.#options.spaceLookMs;
    const waiting: DownloadState = {
      type: "waiting",
      failure: failed.failure,
      retryAtMs: Date.now() + waitMs,
    };
    entry.state = waiting;
    setTimeout(() => {
      if (entry.state !== waiting || this.#isClosing) return;
      entry.state = { type: "queued" };
      this.#tell();
      this.#next();
    }, waitMs).unref();
  }

  async #halt(entry: Entry): Promise<void> {
    const running = this.#running;
    if (running?.entry !== entry) return;
    running.stopping.abort();
    await running.ended;
  }

  #measureSpeed(entry: Entry): void {
    this.#meter.add(entry.job.doneBytes, performance.now());
    if (entry.state.type !== "running") return;
    entry.state = { type: "running", bytesPerSecond: this.#meter.bytesPerSecond() };
    this.#tellSoon();
  }

  #describe({ id, job, state }: Entry): Download {
    const { record } = job;
    const sizeBytes = totalBytes(record);
    return {
      id,
      repo: record.repo,
      revision: record.revision,
      name: record.name,
      files: record.files.map(({ path, role, sizeBytes: bytes }) => ({ path, role, sizeBytes: bytes })),
      sizeBytes,
      doneBytes: state.type === "done" ? sizeBytes : Math.min(job.doneBytes, sizeBytes),
      state,
    };
  }

  #entry(id: DownloadId): Entry {
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

/** @throws AppError `hub-missing` when the hub does not list one of them */
function recordOf(listing: HubListing, { repo, revision, paths, name }: WantedFiles): DownloadRecord {
  const listed = [
    ...listing.variants.flatMap(({ files }) => files),
    ...listing.projectors,
    ...listing.drafters,
  ];
  const files = paths.map((path) => {
    const file = listed.find((one) => one.path === path);
    if (!file) throw new AppError("hub-missing", `${repo} has no ${path}`, { repo, path });
    return { path, role: file.role, sizeBytes: file.sizeBytes, sha256: file.sha256 };
  });
  return {
    repo,
    branch: revision,
    revision: listing.revision,
    name,
    files,
    isPaused: false,
    createdAtMs: Date.now(),
  };
}

/** As the library will call it: after the first file of its weights. */
function modelIdOf({ repo, files }: DownloadRecord): string {
  return placeOf(repo, (files.find(({ role }) => role === "weights") ?? files[0])?.path ?? "");
}

function diskFailure(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (thrown instanceof AppError || typeof code !== "string" || !/^E[A-Z]+$/.test(code)) return thrown;
  if (isFullDisk(thrown)) return noSpace({ neededBytes: 0, freeBytes: 0, reserveBytes: 0 });
  return new AppError("storage-failed", `The disk did not take it: ${code}`, { reason: code });
}
