import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ModelOrigin } from "../../shared/models/model.ts";
import { isGgufName } from "../../shared/models/gguf-name.ts";

export interface FoundFile {
  /** The path inside the folder, with forward slashes. */
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** Device and inode: equal for the same file under any name. */
  readonly identity: string;
}

const deepest = 3;

/**
 * The `.gguf` files in a folder and its subfolders, three levels deep. Links are followed. Each folder is
 * visited once, under its own name rather than a link's, so circular links end. Files and folders that cannot
 * be read are skipped.
 */
export async function findGgufFiles(folder: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  const links: Visit[] = [];
  const visited = new Set<string>();
  await visit({ path: folder, prefix: "", depth: 0 });
  // The array grows during the loop, because a linked folder may contain links.
  for (const link of links) {
    await visit(link);
  }
  return files;

  async function visit({ path, prefix, depth }: Visit): Promise<void> {
    const real = await orNull(realpath(path));
    if (real === null || visited.has(real)) {
      return;
    }
    visited.add(real);
    for (const entry of (await orNull(readdir(path, { withFileTypes: true }))) ?? []) {
      if (!entry.name.startsWith(".")) {
        await look(entry, { path: join(path, entry.name), prefix: prefix + entry.name, depth: depth + 1 });
      }
    }
  }

  async function look(entry: Dirent, { path, prefix, depth }: Visit): Promise<void> {
    const isInteresting = entry.isDirectory() || entry.isSymbolicLink() || isGgufName(entry.name);
    const stats = isInteresting ? await orNull(stat(path)) : null;
    if (stats?.isDirectory() === true && depth <= deepest) {
      const inside = { path, prefix: `${prefix}/`, depth };
      await (entry.isSymbolicLink() ? links.push(inside) : visit(inside));
    } else if (stats?.isFile() === true && isGgufName(entry.name)) {
      files.push({
        id: prefix,
        origin: "own",
        path,
        sizeBytes: stats.size,
        modifiedAtMs: stats.mtimeMs,
        identity: `${stats.dev}:${stats.ino}`,
      });
    }
  }
}

interface Visit {
  readonly path: string;
  /** The prefix of the ids of the files inside. */
  readonly prefix: string;
  readonly depth: number;
}

/** Files may disappear during the scan, and some may not be readable. */
async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  return promise.catch(() => null);
}
