import { readdir } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";
import { readSmallFile } from "../../home/read-small-file.ts";
import type { FoundFile } from "../find-gguf-files.ts";
import { foundFileAt } from "./found-file-at.ts";

const deepest = 4;
const mostBytes = 1_000_000;

/**
 * `llamacpp/models/ID/model.yml` names the weights and the projector. They are inside Jan's data folder, or
 * anywhere else for files that the user already had.
 */
export async function findJan(dataFolder: string): Promise<readonly FoundFile[]> {
  const root = join(dataFolder, "llamacpp", "models");
  const files: FoundFile[] = [];
  for (const id of await folders(root, [], deepest)) {
    const path = join(root, ...id, "model.yml");
    const text = (await readSmallFile(path, mostBytes).catch(() => null)) ?? "";
    for (const key of ["model_path", "mmproj_path"]) {
      const named = scalar(text, key);
      if (named === null) continue;
      const weights = isAbsolute(named) ? named : join(dataFolder, named);
      const file = await foundFileAt(weights, {
        origin: "jan",
        id: `jan:${id.join("/")}/${basename(weights)}`,
      });
      if (file) files.push(file);
    }
  }
  return files;
}

async function folders(
  root: string,
  path: readonly string[],
  depth: number,
): Promise<readonly (readonly string[])[]> {
  if (depth < 0) return [];
  const entries = await readdir(join(root, ...path), { withFileTypes: true }).catch(() => []);
  const here = entries.some(({ name }) => name === "model.yml") ? [path] : [];
  const inside = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => folders(root, [...path, name], depth - 1)),
  );
  return [...here, ...inside.flat()];
}

/** Reads a value from a file of plain `key: value` lines, quoted or not. */
function scalar(text: string, key: string): string | null {
  const [, value = ""] = new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*$`, "m").exec(text) ?? [];
  const [, , quoted] = /^(["'])(.*)\1$/.exec(value) ?? [];
  return (quoted ?? value) || null;
}
