import { join } from "node:path";
import type { Failure } from "../../../../shared/ipc/result.ts";
import { FileTransfer } from "../../../models/downloads/file-transfer.ts";
import { hasContent } from "../../../models/downloads/hash-file.ts";
import { PartialFile, placeFile } from "../../../models/downloads/partial-file.ts";
import type { TransferOptions } from "../../../models/downloads/transfer-options.ts";
import { PackageFile } from "./package-file.ts";
import type { PackageSource } from "./package-source.ts";

export interface PackageDownload {
  readonly source: PackageSource;
  /** In bytes, by file name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Absolute; it exists. */
  readonly folder: string;
  readonly transfer: TransferOptions;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PackageProgress) => void;
}

export interface PackageProgress {
  /** The file that is being downloaded. */
  readonly fileName: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Why it waits; null: it does not. */
  readonly waitsFor: Failure | null;
}

const progressMs = 250;

/**
 * Downloads the files one after another, with the transfer that models have: it resumes, checks the hash and the
 * space, and waits for the network. A file gets its name when it is complete and verified.
 * @throws AppError as `FileTransfer` does; the signal's reason
 */
export async function downloadPackages(download: PackageDownload): Promise<void> {
  const { source, sizes, folder, signal, transfer: options, onProgress } = download;
  const totalBytes = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  let earlierBytes = 0;
  for (const { fileName, sha256 } of source.packages.packages) {
    signal.throwIfAborted();
    const content = { sizeBytes: sizes.get(fileName) ?? 0, sha256 };
    const path = join(folder, fileName);
    if (!(await hasContent(path, content))) {
      const partial = await PartialFile.open(`${path}.part`, content);
      let waitsFor: Failure | null = null;
      const report = () =>
        onProgress({ fileName, doneBytes: earlierBytes + partial.doneBytes, totalBytes, waitsFor });
      const transfer = new FileTransfer({
        partial,
        source: new PackageFile(new URL(fileName, source.baseUrl), content, options.timeoutMs),
        options,
        onCondition(condition) {
          waitsFor = condition.type === "waiting" ? condition.failure : null;
          report();
        },
      });
      const reports = setInterval(report, progressMs);
      try {
        await transfer.run(signal);
      } finally {
        clearInterval(reports);
        await partial.close();
      }
      await placeFile(`${path}.part`, path);
    }
    earlierBytes += content.sizeBytes;
  }
}
