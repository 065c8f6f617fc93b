import { stat } from "node:fs/promises";
import type { ModelOrigin } from "../../../shared/models/model.ts";
import type { FoundFile } from "../find-gguf-files.ts";

/** A file in another app's store; null when it does not exist. */
export async function foundFileAt(
  path: string,
  named: { readonly origin: ModelOrigin; readonly id: string },
): Promise<FoundFile | null> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isFile() !== true) return null;
  return {
    ...named,
    path,
    sizeBytes: stats.size,
    modifiedAtMs: stats.mtimeMs,
    identity: `${stats.dev}:${stats.ino}`,
  };
}
