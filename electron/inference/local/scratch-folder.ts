import { rmSync } from "node:fs";
import { makeFolder } from "../../home/make-folder.ts";

/**
 * Makes the folder in which an engine process may put what it needs only while it lives, for its owner alone, and clears
 * what one that died has left there. Null: there can be none, and the engine does without.
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

/** How the process is told. */
export const scratchVariable = "FACET_ENGINE_SCRATCH";

export function scratchEnvironment(path: string | null): Readonly<Record<string, string>> {
  return path === null ? {} : { [scratchVariable]: path };
}
