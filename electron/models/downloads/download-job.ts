import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/ipc/result.ts";
import { downloadPath } from "../../../shared/models/download-path.ts";
import type { HubClient } from "../hub/hub-client.ts";
import { writeRecord, type DownloadRecord, type RecordedFile } from "./download-record.ts";
import { FileChanged, FileSource } from "./file-source.ts";
import { FileTransfer, type TransferCondition } from "./file-transfer.ts";
import { hasContent } from "./hash-file.ts";
import { PartialFile, placeFile } from "./partial-file.ts";
import { checkSpace } from "./free-space.ts";
import type { TransferOptions } from "./transfer-options.ts";

export interface JobParts {
  /** The folder of the partial files and the download record. */
  readonly folder: string;
  readonly modelsFolder: string;
  readonly hub: HubClient;
  readonly options: TransferOptions;
  readonly onCondition: (condition: TransferCondition) => void;
}

/** How often the files may change at the hub during one run before the download fails. */
const maxChanges = 3;

/**
 * Downloads all files of one item, and moves them to the models folder once every file is complete and
 * verified.
 */
export class DownloadJob {
  readonly #parts: JobParts;
  #record: DownloadRecord;
  /** Files that were verified since the app started. */
  readonly #verified = new Set<RecordedFile>();
  /**
   * Files that are already in the models folder, such as a projector shared with another model of the
   * repository.
   */
  readonly #inPlace = new Set<RecordedFile>();
  /** Downloaded bytes, indexed like the record's files. */
  readonly #done: number[] = [];
  #current: { readonly index: number; readonly partial: PartialFile } | null = null;
  #transfer: FileTransfer | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(record: DownloadRecord, parts: JobParts) {
    this.#record = record;
    this.#parts = parts;
  }

  get record(): DownloadRecord {
    return this.#record;
  }

  get doneBytes(): number {
    if (this.#current) this.#done[this.#current.index] = this.#current.partial.doneBytes;
    return this.#done.reduce((sum, bytes) => sum + bytes, 0);
  }

  async setPaused(isPaused: boolean): Promise<void> {
    this.#record = { ...this.#record, isPaused };
    await this.#writeRecord();
  }

  /** Deletes the record and the partial files. */
  async discard(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  /** Records are written one after the other, so that the last one stays, and none after the end. */
  #writeRecord(): Promise<void> {
    const writing = this.#writing.then(async () => {
      if (!this.#isOver) await writeRecord(this.#parts.folder, this.#record);
    });
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  retryNow(): void {
    this.#transfer?.retryNow();
  }

  /** Counts the bytes that are already on disk, before the download runs. */
  async measure(): Promise<void> {
    for (const [index, file] of this.#record.files.entries()) {
      if (this.#inPlace.has(file)) continue;
      const partial = await PartialFile.open(this.#partialPath(index), file);
      this.#done[index] = partial.doneBytes;
      await partial.close();
    }
  }

  /** @throws AppError; the signal's reason */
  async run(signal: AbortSignal): Promise<void> {
    for (let changes = 0; ;) {
      try {
        await this.#checkRoom();
        await this.#fetchAll(signal);
        await this.#place();
        return;
      } catch (thrown) {
        const isChanged = thrown instanceof FileChanged || isGoneCommit(thrown, this.#record);
        if (!isChanged) throw thrown;
        changes += 1;
        if (changes > maxChanges) {
          const [file] = this.#record.files;
          throw new AppError("download-changed", "The files at the hub keep changing", {
            fileName: file?.path ?? "",
          });
        }
        await this.#listAgain(signal);
      }
    }
  }

  /** Fails before the first request when the whole item does not fit on the disk. */
  async #checkRoom(): Promise<void> {
    await this.measure();
    const bytes = totalBytes(this.#record) - this.doneBytes;
    const { folder, options } = this.#parts;
    if (bytes > 0) await checkSpace(folder, { bytes, reserveBytes: options.reserveBytes });
  }

  async #fetchAll(signal: AbortSignal): Promise<void> {
    for (const [index, file] of this.#record.files.entries()) {
      if (this.#verified.has(file)) continue;
      if (await hasContent(this.#placePath(file), file)) this.#inPlace.add(file);
      else await this.#fetch(index, file, signal);
      this.#verified.add(file);
      this.#done[index] = file.sizeBytes;
    }
  }

  async #fetch(index: number, file: RecordedFile, signal: AbortSignal): Promise<void> {
    const { hub, options, onCondition } = this.#parts;
    const { repo, revision } = this.#record;
    const partial = await PartialFile.open(this.#partialPath(index), file);
    const source = new FileSource({
      place: { repo, revision, path: file.path },
      content: file,
      access: hub.access,
      timeoutMs: options.timeoutMs,
    });
    this.#current = { index, partial };
    this.#transfer = new FileTransfer({ partial, source, options, onCondition });
    try {
      await this.#transfer.run(signal);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "download-corrupt") {
        throw new AppError(thrown.code, thrown.message, { fileName: file.path });
      }
      throw thrown;
    } finally {
      this.#done[index] = partial.doneBytes;
      this.#transfer = null;
      this.#current = null;
      await partial.close();
    }
  }

  /** Moves the projector and drafter before the weights, so that a model is never listed without them. */
  async #place(): Promise<void> {
    const order = { projector: 0, drafter: 1, weights: 2 } as const;
    const files = [...this.#record.files.entries()].sort(([, a], [, b]) => order[a.role] - order[b.role]);
    for (const [index, file] of files) {
      if (this.#inPlace.has(file)) continue;
      const path = this.#placePath(file);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await placeFile(this.#partialPath(index), path);
      this.#inPlace.add(file);
    }
    await this.discard();
  }

  /** Lists the repository again after its files changed; files with the same hash keep their bytes. */
  async #listAgain(signal: AbortSignal): Promise<void> {
    const { repo, branch } = this.#record;
    const listing = await this.#parts.hub.listing(repo, branch, signal);
    const listed = [
      ...listing.variants.flatMap(({ files }) => files),
      ...listing.projectors,
      ...listing.drafters,
    ];
    const files = this.#record.files.map((file) => {
      const now = listed.find(({ path }) => path === file.path);
      if (!now)
        throw new AppError("hub-missing", `${file.path} is no longer in the repository`, {
          repo,
          path: file.path,
        });
      return now.sha256 === file.sha256 ? file : { ...file, sizeBytes: now.sizeBytes, sha256: now.sha256 };
    });
    this.#record = { ...this.#record, revision: listing.revision, files };
    await this.#writeRecord();
  }

  #partialPath(index: number): string {
    return join(this.#parts.folder, `${index}.part`);
  }

  #placePath({ path }: RecordedFile): string {
    return join(this.#parts.modelsFolder, downloadPath(this.#record.repo, path));
  }
}

export function totalBytes({ files }: DownloadRecord): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** The owner has rewritten the history, so this commit is gone; the branch may still have the file. */
function isGoneCommit(thrown: unknown, { revision, branch }: DownloadRecord): boolean {
  return thrown instanceof AppError && thrown.code === "hub-missing" && revision !== branch;
}
