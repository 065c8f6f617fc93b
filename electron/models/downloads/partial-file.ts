import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { coveredBytes, prefixBytes, withRange, type ByteRanges } from "./byte-ranges.ts";
import { ProgressSlots } from "./progress-slots.ts";

/**
 * A partially downloaded file, whose bytes may arrive in any order, with a record beside it of the ranges
 * written.
 */
export class PartialFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly #file: FileHandle;
  readonly #progressFile: FileHandle;
  readonly #slots: ProgressSlots;
  #ranges: ByteRanges;
  #isRecorded = true;
  #recording: Promise<void> = Promise.resolve();

  private constructor(parts: {
    readonly path: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly file: FileHandle;
    readonly progressFile: FileHandle;
    readonly slots: ProgressSlots;
    readonly ranges: ByteRanges;
  }) {
    this.path = parts.path;
    this.sizeBytes = parts.sizeBytes;
    this.sha256 = parts.sha256;
    this.#file = parts.file;
    this.#progressFile = parts.progressFile;
    this.#slots = parts.slots;
    this.#ranges = parts.ranges;
  }

  /** Resumes a partial file with the same content hash; otherwise starts over. */
  static async open(path: string, content: { readonly sizeBytes: number; readonly sha256: string }) {
    const file = await openOrMake(path);
    const progressFile = await openOrMake(`${path}.progress`);
    const slots = new ProgressSlots(progressFile);
    await slots.prepare();
    const { size } = await file.stat();
    const recorded = await slots.read(content.sha256);
    // After a power cut, the record may have been stored while the end of the file was lost.
    const isPossible = recorded.every(({ end }) => end <= Math.min(size, content.sizeBytes));
    const ranges = isPossible ? recorded : [];
    if (ranges.length === 0) await file.truncate(0);
    const { sizeBytes, sha256 } = content;
    return new PartialFile({ path, sizeBytes, sha256, file, progressFile, slots, ranges });
  }

  get ranges(): ByteRanges {
    return this.#ranges;
  }

  get doneBytes(): number {
    return coveredBytes(this.#ranges);
  }

  get prefixBytes(): number {
    return prefixBytes(this.#ranges);
  }

  get isFull(): boolean {
    return this.prefixBytes === this.sizeBytes;
  }

  /**
   * Writes consecutive byte arrays.
   * @throws errors of the file system; bytes written until then count as present
   */
  async write(pieces: readonly Uint8Array[], position: number): Promise<void> {
    let written = 0;
    try {
      for (let left = pieces; left.length > 0;) {
        const { bytesWritten } = await this.#file.writev([...left], position + written);
        written += bytesWritten;
        left = without(left, bytesWritten);
      }
    } finally {
      this.#ranges = withRange(this.#ranges, { start: position, end: position + written });
      if (written > 0) this.#isRecorded = false;
    }
  }

  /** Flushes the data to the disk, then records the written ranges. */
  record(): Promise<void> {
    const recording = this.#recording.catch(() => undefined).then(() => this.#record());
    this.#recording = recording;
    return recording;
  }

  async #record(): Promise<void> {
    if (this.#isRecorded) return;
    const ranges = this.#ranges;
    this.#isRecorded = true;
    try {
      await this.#file.datasync();
      await this.#slots.write(this.sha256, ranges);
    } catch (thrown) {
      this.#isRecorded = false;
      throw thrown;
    }
  }

  /** Deletes all bytes. */
  async discard(): Promise<void> {
    await this.#recording.catch(() => undefined);
    this.#ranges = [];
    await this.#slots.write(this.sha256, []);
    await this.#file.truncate(0);
    this.#isRecorded = true;
  }

  async close(): Promise<void> {
    await this.record().catch(() => undefined);
    await this.#file.close();
    await this.#progressFile.close();
  }
}

/** The pieces without their first `bytes` bytes. */
function without(pieces: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  const [first, ...others] = pieces;
  if (first === undefined) return [];
  return bytes < first.length ? [first.subarray(bytes), ...others] : without(others, bytes - first.length);
}

/** Moves the complete, verified file to its final path, replacing an existing file. */
export async function placeFile(partialPath: string, path: string): Promise<void> {
  await rename(partialPath, path);
  await rm(`${partialPath}.progress`, { force: true });
}

async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r+");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") throw thrown;
    return open(path, "wx+", 0o600);
  }
}
