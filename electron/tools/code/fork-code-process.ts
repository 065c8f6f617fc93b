import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { forkSideProcess } from "../../side-process/fork-side-process.ts";
import type { CodeProcess } from "./code-protocol.ts";

/** The folder of the sources, or of the built app. */
const appFolder = join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? "../../.." : "../..");

/**
 * Starts the code process with `child_process.fork`. Node lets it read the app's own files and nothing else: a
 * program that escaped from its interpreter could neither read the user's files nor start a process (ADR 36).
 */
export function forkCodeProcess(): CodeProcess {
  const program = { name: "code-host", folder: import.meta.dirname };
  return forkSideProcess({ ...program, nodeOptions: codePermissions() });
}

/** Options of Node. Threads are allowed, because Python runs in one; they have the same permissions. */
export function codePermissions(): readonly string[] {
  const packages = join(appFolder, "node_modules");
  // It may be a link.
  const readable = [appFolder, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
  return [
    "--permission",
    "--allow-worker",
    ...readable.map((folder) => `--allow-fs-read=${join(folder, "*")}`),
  ];
}
