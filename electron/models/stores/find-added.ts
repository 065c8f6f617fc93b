import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { isCompanionName } from "../../../shared/models/gguf-name.ts";
import { firstPartId } from "../../../shared/models/models-from-files.ts";
import { findGgufFiles, type FoundFile } from "../find-gguf-files.ts";

/**
 * The files that the user added: every file of a folder, or one file with its other parts and the companion
 * files beside it.
 */
export async function findAdded(paths: readonly string[]): Promise<readonly FoundFile[]> {
  const found = await Promise.all(paths.map(findAt));
  return [...new Map(found.flat().map((file) => [file.id, file])).values()];
}

async function findAt(path: string): Promise<readonly FoundFile[]> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory() === true) return named(path, await findGgufFiles(path));
  if (stats?.isFile() !== true) return [];
  const beside = await findGgufFiles(dirname(path));
  const first = firstPartId(basename(path));
  const wanted = beside.filter(({ id }) => firstPartId(id) === first || isCompanionName(id));
  return named(dirname(path), wanted);
}

function named(folder: string, files: readonly FoundFile[]): readonly FoundFile[] {
  const prefix = `added:${folder.replaceAll("\\", "/").replace(/\/$/, "")}/`;
  return files.map((file) => ({ ...file, origin: "added", id: prefix + file.id }));
}
