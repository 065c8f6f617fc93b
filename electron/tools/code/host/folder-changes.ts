import { folderLimits } from "../code-limits.ts";
import type { FolderChanges, FolderFile } from "../code-protocol.ts";

/** The chat's folder as programs see it. */
export const folderPath = "/work";

/** The folder after the program has ended, in an interpreter's file system. */
export interface ProgramFolder {
  /** Absolute paths of the files in it, without links and folders. */
  paths(): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
}

/**
 * How a program has changed the folder. Only files count: links lead nowhere that a file of this computer could
 * be, and are not kept.
 */
export async function folderChanges(
  folder: ProgramFolder,
  before: readonly FolderFile[],
): Promise<FolderChanges> {
  const earlier = new Map(before.map(({ path, bytes }) => [path, bytes]));
  const paths = (await folder.paths())
    .filter((full) => full.startsWith(`${folderPath}/`) && !full.includes("/__pycache__/"))
    .map((full) => full.slice(folderPath.length + 1))
    .toSorted();
  const changed: FolderFile[] = [];
  const leftOut: string[] = [];
  const fresh: FolderFile[] = [];
  let totalBytes = 0;
  let count = 0;
  for (const path of paths) {
    const bytes = await folder.read(`${folderPath}/${path}`);
    if (areEqual(bytes, earlier.get(path))) {
      totalBytes += bytes.length;
      count++;
    } else {
      fresh.push({ path, bytes });
    }
  }
  for (const file of fresh) {
    const isFitting =
      file.bytes.length <= folderLimits.fileBytes &&
      totalBytes + file.bytes.length <= folderLimits.totalBytes &&
      count < folderLimits.files;
    if (!isFitting) {
      leftOut.push(file.path);
      continue;
    }
    totalBytes += file.bytes.length;
    count++;
    // A copy: what the interpreter returns may be part of a larger buffer.
    changed.push({ path: file.path, bytes: Uint8Array.from(file.bytes) });
  }
  const kept = new Set(paths.filter((path) => !leftOut.includes(path)));
  return { changed, leftOut, removed: [...earlier.keys()].filter((path) => !kept.has(path)) };
}

function areEqual(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}
