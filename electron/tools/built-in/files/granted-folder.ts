import { realpath, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { FolderGrant } from "../../../../shared/tools/folder-grant.ts";

/**
 * A grant as it is stored, with the real path of its folder.
 * @throws AppError `folder-unusable` {path, reason}
 */
export async function grantedFolder({ path, canWrite }: FolderGrant): Promise<FolderGrant> {
  const refuse = (reason: string) => new AppError("folder-unusable", `${path}: ${reason}`, { path, reason });
  if (!isAbsolute(path)) throw refuse("relative");
  let real;
  try {
    real = await realpath(path);
    if (!(await stat(real)).isDirectory()) throw refuse("not-a-folder");
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw refuse("missing");
  }
  return { path: real, canWrite };
}
