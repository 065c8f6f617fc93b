import { open } from "node:fs/promises";
import { toFailure } from "../../shared/ipc/result.ts";
import { parseGgufHeader, type GgufHeader, type ParseOptions } from "../../shared/models/gguf-header.ts";
import { headerFacts } from "../../shared/models/header-facts.ts";
import type { ModelFileContent } from "../../shared/models/models-from-files.ts";

/** @throws AppError `model-unreadable`, see parseGgufHeader; or what the file system says */
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

export interface Inspection {
  readonly content: ModelFileContent;
  /** False where trying again may give another answer though the file stays as it is. */
  readonly isLasting: boolean;
}

/** What a model list can say of a file. */
export async function inspectFile(path: string, fileName: string): Promise<Inspection> {
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

/** Windows lets nobody open a file that is being copied. */
const isBusy = (error: unknown) => error instanceof Error && "code" in error && error.code === "EBUSY";
