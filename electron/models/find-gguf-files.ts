import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ModelOrigin } from "../../shared/models/model.ts";
import { isGgufName } from "../../shared/models/gguf-name.ts";

export interface FoundFile {
  /** Path inside the folder, with forward slashes. */
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** The same for the same file, under whatever name it is found. */
  readonly identity: string;
}

const deepest = 3;

/**
 * The `.gguf` files in a folder and its sub-folders, three levels down. Links are followed; a folder is visited once,
 * under its own name rather than a link's, so that links in a circle end. Whatever can not be looked at is passed over.
 */
export async function findGgufFiles(folder: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  const links: Visit[] = [];
  const visited = new Set<string>();
  await visit({ path: folder, prefix: "", depth: 0 });
  // Grows while it is walked: a linked folder may hold links itself.
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
  /** What comes before the names in it, in ids. */
  readonly prefix: string;
  readonly depth: number;
}

/** Files come and go while they are looked at, and some may not be looked at. */
async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  return promise.catch(() => null);
}
