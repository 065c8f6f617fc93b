import { lstat, mkdir, readFile, readlink, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** What stands for the command in a folder where terminals find it. */
export type CommandFile =
  { readonly type: "link"; readonly target: string } | { readonly type: "script"; readonly text: string };

/**
 * `current`: it is this file. `outdated`: Facet has written it, for another place of the app; `broken` if nothing
 * is there any more. `other`: anything else, which is not ours to change.
 */
export type FoundFile = "none" | "current" | "outdated" | "broken" | "other";

/** A comment in every script that Facet writes. */
export const scriptMark = "Written by Facet; Settings removes it.";

const launcherPath = /[\\/]resources[\\/]bin[\\/]facet$/i;

/** @throws errors of the file system, except that nothing is there */
export async function examineFile(path: string, wanted: CommandFile): Promise<FoundFile> {
  const found = await lstat(path).catch(ignoreMissing);
  if (found === null) return "none";
  if (found.isSymbolicLink()) {
    const target = await readlink(path);
    if (wanted.type === "link" && target === wanted.target) return "current";
    if (!launcherPath.test(target)) return "other";
    return (await exists(target)) ? "outdated" : "broken";
  }
  if (!found.isFile() || found.size > 10_000) return "other";
  const text = await readFile(path, "utf8");
  if (wanted.type === "script" && text === wanted.text) return "current";
  if (!text.includes(scriptMark)) return "other";
  const program = startedBy(text);
  return program === null || (await exists(resolve(dirname(path), program))) ? "outdated" : "broken";
}

/** Replaces only what Facet has written. @throws errors of the file system */
export async function writeCommand(path: string, file: CommandFile, found: FoundFile): Promise<void> {
  if (found === "other" || found === "current") return;
  await mkdir(dirname(path), { recursive: true });
  if (found !== "none") await rm(path);
  // Both fail if something has appeared there meanwhile.
  if (file.type === "link") await symlink(file.target, path);
  else await writeFile(path, file.text, { flag: "wx", mode: 0o755 });
}

/**
 * The comment that names what a script starts.
 * @param program a path without line breaks; a relative one begins at the script's folder
 */
export function startsComment(program: string): string {
  return `Starts: ${program}`;
}

function startedBy(text: string): string | null {
  return /Starts: (.+)$/m.exec(text)?.[1]?.trim() ?? null;
}

async function exists(path: string): Promise<boolean> {
  return realpath(path).then(
    () => true,
    () => false,
  );
}

function ignoreMissing(thrown: unknown): null {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return null;
  throw thrown;
}
