import { open } from "node:fs/promises";
import { toFailure } from "../../shared/ipc/result.ts";
import { parseGgufHeader, type GgufHeader, type ParseOptions } from "../../shared/models/gguf-header.ts";
import { headerFacts } from "../../shared/models/header-facts.ts";
import type { ModelFileContent } from "../../shared/models/models-from-files.ts";

/** @throws AppError `model-unreadable`, see parseGgufHeader; errors of the file system */
export async function readHeader(path: string, options?: ParseOptions): Promise<GgufHeader> {
  const file = await open(path);
  try {
    return await parseGgufHeader(async (position, length) => {
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    }, options);
  } finally {
    await file.close();
  }
}

export interface FileInspection {
  readonly content: ModelFileContent;
  /** False when a retry may give another result although the file is unchanged. */
  readonly isLasting: boolean;
}

/** Reads the facts of a file that the model list shows. */
export async function inspectFile(path: string, fileName: string): Promise<FileInspection> {
  try {
    return { content: { type: "header", facts: headerFacts(await readHeader(path)) }, isLasting: true };
  } catch (error) {
    const { code, message, data } = toFailure(error);
    if (code !== "model-unreadable") {
      return { content: isBusy(error) ? { type: "unfinished" } : unreadable("no-access"), isLasting: false };
    }
    const { reason = null } = data;
    return { content: reason === "cut-off" ? { type: "unfinished" } : unreadable(reason), isLasting: true };

    function unreadable(why: string | number | boolean | null): ModelFileContent {
      const failure = { code: "model-unreadable", message, data: { reason: why, fileName } } as const;
      return { type: "unreadable", error: failure };
    }
  }
}

/** On Windows, a file that is being copied cannot be opened. */
const isBusy = (error: unknown) => error instanceof Error && "code" in error && error.code === "EBUSY";
