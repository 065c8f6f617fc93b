import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, toFailure, type Failure } from "../../../../shared/ipc/result.ts";
import {
  offeredPackages,
  type PythonPackagesInfo,
  type PythonPackagesOffer,
  type PythonPackagesState,
} from "../../../../shared/tools/python-packages.ts";
import type { Log } from "../../../home/log.ts";
import type { TransferOptions } from "../../../models/downloads/transfer-options.ts";
import type { LoadedPackages } from "../code-protocol.ts";
import { downloadPackages } from "./download-packages.ts";
import { packageFailure } from "./package-failure.ts";
import { sizeAt } from "./package-file.ts";
import type { PackageSet, PythonPackage } from "./package-set.ts";
import type { PackageSource } from "./package-source.ts";

export interface PythonPackagesOptions {
  /** Absolute; only for packages, created when they are downloaded. */
  readonly folder: string;
  readonly source: PackageSource;
  readonly transfer: TransferOptions;
  readonly log: Log;
  readonly onChange: (info: PythonPackagesInfo) => void;
}

/**
 * Packages of Python for code that models write: downloaded once the user has agreed, and never by themselves.
 * A file is used only if its SHA-256 is that of the lock file, which is checked each time it is loaded.
 */
export class PythonPackages {
  readonly #options: PythonPackagesOptions;
  readonly #folder: string;
  #state: PythonPackagesState = { type: "absent", partialBytes: 0 };
  #download: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  private constructor(options: PythonPackagesOptions) {
    this.#options = options;
    this.#folder = join(options.folder, options.source.version);
  }

  /** Removes packages for an earlier version of the interpreter. */
  static async open(options: PythonPackagesOptions): Promise<PythonPackages> {
    const opened = new PythonPackages(options);
    const entries = await readdir(options.folder).catch(() => []);
    const outdated = entries.filter((entry) => entry !== options.source.version);
    for (const entry of outdated) {
      await rm(join(options.folder, entry), { recursive: true, force: true }).catch((thrown: unknown) =>
        options.log.error(`Packages for Python ${entry} could not be removed`, thrown),
      );
    }
    opened.#state = await opened.#stateOnDisk();
    return opened;
  }

  get info(): PythonPackagesInfo {
    const { packages } = this.packages;
    const versions = offeredPackages.flatMap((name) => {
      const found = packages.find((one) => one.name === name);
      return found ? [`${name} ${found.version}`] : [];
    });
    return { versions, fileCount: packages.length, host: this.#host, state: this.#state };
  }

  get isPresent(): boolean {
    return this.#state.type === "present";
  }

  get packages(): PackageSet {
    return this.#options.source.packages;
  }

  get #host(): string {
    return new URL(this.#options.source.baseUrl).host;
  }

  /** @throws AppError `packages-unreachable`, `packages-unusable` */
  async offer(): Promise<PythonPackagesOffer> {
    const { packages } = this.packages;
    const sizes = await this.#sizes(new AbortController().signal);
    const sizeBytes = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    return { sizeBytes, fileCount: packages.length, host: this.#host };
  }

  /** Starts the download, or continues an earlier one; its end is a change of the state. */
  download(): void {
    if (this.#download !== null || this.isPresent) return;
    const abort = new AbortController();
    this.#set({ type: "downloading", doneBytes: 0, totalBytes: 0, waitsFor: null });
    this.#download = { abort, ended: this.#run(abort.signal) };
  }

  /** Stops the download; what it has received is kept. */
  async cancel(): Promise<void> {
    this.#download?.abort.abort();
    await this.#download?.ended;
  }

  /** @throws errors of the file system */
  async remove(): Promise<void> {
    await this.cancel();
    await rm(this.#folder, { recursive: true, force: true });
    this.#set({ type: "absent", partialBytes: 0 });
  }

  /**
   * The packages with the bytes of their files.
   * @throws AppError `packages-damaged`: a file is missing or was changed. It is removed, and has to be
   * downloaded again.
   */
  async load(packages: PackageSet): Promise<LoadedPackages> {
    const files = await Promise.all(packages.packages.map((one) => this.#read(one)));
    return { lock: packages.lockFile(), names: packages.packages.map(({ name }) => name), files };
  }

  async dispose(): Promise<void> {
    await this.cancel();
  }

  async #read({
    fileName,
    sha256,
  }: PythonPackage): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const path = join(this.#folder, fileName);
    const bytes = await readFile(path).catch(() => null);
    if (bytes !== null && createHash("sha256").update(bytes).digest("hex") === sha256)
      return { name: fileName, bytes };
    await rm(path, { force: true });
    const failure = new AppError("packages-damaged", `${fileName} is not as it was downloaded`, { fileName });
    this.#fail(toFailure(failure));
    throw failure;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { transfer, source } = this.#options;
    let current = "";
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const sizes = await this.#sizes(signal, (fileName) => (current = fileName));
      await downloadPackages({
        source,
        sizes,
        folder: this.#folder,
        transfer,
        signal,
        onProgress: ({ fileName, doneBytes, totalBytes, waitsFor }) => {
          current = fileName;
          const reason = waitsFor && packageFailure(waitsFor, this.#host, fileName);
          this.#set({ type: "downloading", doneBytes, totalBytes, waitsFor: reason });
        },
      });
      this.#set(await this.#stateOnDisk());
    } catch (thrown) {
      if (signal.aborted) this.#set(await this.#stateOnDisk());
      else {
        this.#options.log.error("Packages for Python could not be downloaded", thrown);
        this.#fail(packageFailure(toFailure(thrown), this.#host, current));
      }
    } finally {
      this.#download = null;
    }
  }

  /** By file name. */
  async #sizes(
    signal: AbortSignal,
    onFailure: (fileName: string) => void = () => undefined,
  ): Promise<ReadonlyMap<string, number>> {
    const { source, transfer } = this.#options;
    const asked = source.packages.packages.map(async ({ fileName }) => {
      try {
        const url = new URL(fileName, source.baseUrl);
        return [fileName, await sizeAt(url, { signal, timeoutMs: transfer.timeoutMs })] as const;
      } catch (thrown) {
        onFailure(fileName);
        signal.throwIfAborted();
        const { code, message, data } = packageFailure(toFailure(thrown), this.#host, fileName);
        throw new AppError(code, message, data);
      }
    });
    return new Map(await Promise.all(asked));
  }

  async #stateOnDisk(): Promise<PythonPackagesState> {
    const { packages } = this.packages;
    const placed = await Promise.all(packages.map(({ fileName }) => sizeOf(join(this.#folder, fileName))));
    const sizeBytes = placed.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    if (placed.every((size) => size !== null)) return { type: "present", sizeBytes };
    const parts = await Promise.all(
      packages.map(({ fileName }) => sizeOf(join(this.#folder, `${fileName}.part`))),
    );
    return {
      type: "absent",
      partialBytes: parts.reduce<number>((sum, size) => sum + (size ?? 0), sizeBytes),
    };
  }

  #fail(failure: Failure): void {
    this.#set({ type: "failed", failure });
  }

  #set(state: PythonPackagesState): void {
    this.#state = state;
    this.#options.onChange(this.info);
  }
}

/** null: there is no such file. */
async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? found.size : null;
}
