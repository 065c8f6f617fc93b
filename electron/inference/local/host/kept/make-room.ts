import { statfs } from "node:fs/promises";
import type { KeptFolder } from "../../kept/kept-folder.ts";

export interface RoomLimits {
  /** For all kept files together, of whatever model. */
  readonly budgetBytes: number;
  /** Free disk space that must be left. */
  readonly reserveBytes: number;
  /** A file that must not be deleted now. */
  readonly inUse?: string | undefined;
}

/** Deletes the least recently used files until another one fits, and returns whether it does. */
export async function makeRoom(
  folder: KeptFolder,
  bytes: number,
  { budgetBytes, reserveBytes, inUse }: RoomLimits,
): Promise<boolean> {
  // Not NaN or infinite, as for a model whose shape is not known.
  if (!(bytes <= budgetBytes)) return false;
  const files = folder.files();
  let used = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const { name, bytes: freed } of files) {
    if (used + bytes <= budgetBytes) break;
    if (name === inUse) continue;
    folder.remove(name);
    used -= freed;
  }
  try {
    const { bavail, bsize } = await statfs(folder.path);
    return used + bytes <= budgetBytes && bavail * bsize - bytes >= reserveBytes;
  } catch {
    return false;
  }
}
