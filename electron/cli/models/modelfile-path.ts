import { readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { usageFailure } from "../terminal/command-failure.ts";

/** Modelfiles are a few lines; weights are not read as text. */
const maxBytes = 1_000_000;

/**
 * The file or folder that the `FROM` line of a Modelfile names, as an absolute path; null: it is no Modelfile.
 * Its other lines are ignored: templates and parameters are those of the model file.
 * @throws CommandFailure where `FROM` names no path
 */
export async function modelfilePath(path: string): Promise<string | null> {
  const stats = await stat(path);
  if (!stats.isFile() || /\.gguf$/i.test(path) || stats.size > maxBytes) return null;
  const [, from] = /^\s*FROM\s+(.+?)\s*$/im.exec(await readFile(path, "utf8")) ?? [];
  if (from === undefined) throw usageFailure(`${basename(path)} is no model file, and has no FROM line.`);
  const target = resolve(dirname(path), from.replace(/^"(.*)"$/, "$1"));
  if ((await stat(target).catch(() => null)) === null) {
    throw usageFailure(
      `${basename(path)} names ${from}, which does not exist. Use facet pull for repositories.`,
    );
  }
  return target;
}
