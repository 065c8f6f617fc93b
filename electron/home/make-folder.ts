import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder for its owner alone, with the parents that are missing; whether there was anything to make. Level by
 * level, because Node's recursive mkdir never returns where a parent exists and yet nothing can be made in it, as in
 * /proc.
 * @throws the file system's own error
 */
export function makeFolder(path: string): boolean {
  if (isFolder(path)) return false;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (thrown) {
    // Another process that starts now may have been faster.
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST" && isFolder(path)) return false;
    throw thrown;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    // Not `throwIfNoEntry`, which is silent about a file among the parents too.
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw thrown;
  }
}
