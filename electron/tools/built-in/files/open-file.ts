import { constants } from "node:fs";
import { lstat, open, type FileHandle } from "node:fs/promises";
import { AppError } from "../../../../shared/ipc/result.ts";

/**
 * Opens a file that was located before, and checks that what was opened is what lies there: it may have been
 * replaced by a link, a pipe or a device in between.
 * @param flags for example `O_RDONLY`; links are never followed
 * @throws AppError `path-refused` {path}; errors of the file system
 */
export async function openFile(path: string, flags: number): Promise<FileHandle> {
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Readonly<Record<string, number>>;
  const file = await open(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o644);
  try {
    const opened = await file.stat({ bigint: true });
    const there = await lstat(path, { bigint: true });
    const isSame = opened.ino === there.ino && opened.dev === there.dev;
    if (!isSame || !opened.isFile())
      throw new AppError("path-refused", `${path} is not a file of its own`, { path });
    return file;
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}
