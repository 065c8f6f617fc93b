import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Creates a folder and its missing parents, accessible to their owner only. Returns whether anything was
 * created. It goes level by level, because Node's recursive mkdir never returns when a parent exists but does
 * not allow creating anything in it, as in /proc.
 * @throws the file system's error
 */
export function makeFolder(path: string): boolean {
  if (isFolder(path)) return false;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (thrown) {
    // Another process that starts at the same time may have created it.
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST" && isFolder(path)) return false;
    throw thrown;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    // `throwIfNoEntry: false` would also hide that a parent is a file.
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw thrown;
  }
}
