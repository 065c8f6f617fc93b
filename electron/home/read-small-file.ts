import { open } from "node:fs/promises";

/**
 * The text of a file that another program may have made larger than it can be used.
 * @returns null where it has more bytes than the limit
 * @throws errors of the file system
 */
export async function readSmallFile(path: string, limitBytes: number): Promise<string | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return size > limitBytes ? null : await file.readFile("utf8");
  } finally {
    await file.close();
  }
}
