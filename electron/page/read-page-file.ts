import { readFile } from "node:fs/promises";
import { sep } from "node:path";
import { readArchived } from "./app-archive.ts";

const archiveName = "app.asar";

/**
 * Reads a file of the built page. In an installed app the page is in the archive, which Electron reads as if it
 * were a folder; the command line, in plain Node, looks into it here.
 * @throws when there is no such file
 */
export async function readPageFile(path: string): Promise<Buffer> {
  const [before, inside] = path.split(`${sep}${archiveName}${sep}`);
  if (before === undefined || inside === undefined || "electron" in process.versions) {
    return readFile(path);
  }
  return readArchived(`${before}${sep}${archiveName}`, inside.replaceAll(sep, "/"));
}
