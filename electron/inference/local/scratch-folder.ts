import { rmSync } from "node:fs";
import { makeFolder } from "../../home/make-folder.ts";

/**
 * Creates an empty folder, readable by the owner alone, for temporary files of one engine process; removes
 * files left by a crashed one. Null when it cannot be created: the engine works without.
 */
export function freshScratchFolder(path: string): string | null {
  try {
    rmSync(path, { recursive: true, force: true });
    makeFolder(path);
    return path;
  } catch {
    return null;
  }
}
