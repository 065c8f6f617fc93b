import { execFile } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../../home/make-folder.ts";
import { markerNames } from "./kept-folder.ts";

/**
 * Creates the folder for what the engine keeps, accessible to its owner alone, and asks backup programs and
 * search indexes to leave it out: it can be turned back into the text of chats.
 * @throws the file system's error
 */
export function prepareKeptFolder(path: string): void {
  const isNew = makeFolder(path);
  chmodSync(path, 0o700);
  for (const name of markerNames) {
    const marker = join(path, name);
    if (!existsSync(marker)) writeFileSync(marker, name === "CACHEDIR.TAG" ? cacheTag : "", { mode: 0o600 });
  }
  const command = isNew ? exclusionCommand(process.platform, path) : null;
  // Where the command is missing or fails, the markers remain.
  if (command !== null) execFile(command.file, command.args, { windowsHide: true }, () => undefined);
}

/** The format that backup programs know: https://bford.info/cachedir/ */
const cacheTag = `Signature: 8a477f597d28d172789f06886806bc55
# Facet keeps what its models have read here. It can be created again.
`;

/** The system's own way to leave a folder out of backups (macOS) or the search index (Windows). */
export function exclusionCommand(
  platform: NodeJS.Platform,
  path: string,
): { readonly file: string; readonly args: readonly string[] } | null {
  // Sets com.apple.metadata:com_apple_backup_excludeItem.
  if (platform === "darwin") return { file: "/usr/bin/tmutil", args: ["addexclusion", path] };
  return platform === "win32" ? { file: "attrib.exe", args: ["+I", path, "/S", "/D"] } : null;
}
