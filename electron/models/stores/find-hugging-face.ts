import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { findGgufFiles, type FoundFile } from "../find-gguf-files.ts";

/**
 * Files are at `models--OWNER--NAME/snapshots/COMMIT/…`: links to `blobs/`, or plain files on systems without
 * links. Of several snapshots, the one named in `refs/main` is used, else the newest.
 */
export async function findHuggingFace(cache: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const name of await readdir(cache).catch((): string[] => [])) {
    const [kind, ...parts] = name.split("--");
    if (kind !== "models" || parts.length === 0) continue;
    const folder = join(cache, name);
    const snapshot = await currentSnapshot(folder);
    if (snapshot === null) continue;
    const prefix = `huggingface:${parts.join("/")}/`;
    for (const file of await findGgufFiles(join(folder, "snapshots", snapshot))) {
      files.push({ ...file, origin: "huggingface", id: prefix + file.id });
    }
  }
  return files;
}

async function currentSnapshot(folder: string): Promise<string | null> {
  const commits = await readdir(join(folder, "snapshots")).catch((): string[] => []);
  const main = await readFile(join(folder, "refs", "main"), "utf8").catch(() => "");
  if (commits.includes(main.trim())) return main.trim();
  const dated = await Promise.all(
    commits.map(async (commit) => {
      const stats = await stat(join(folder, "snapshots", commit)).catch(() => null);
      return { commit, atMs: stats?.mtimeMs ?? 0 };
    }),
  );
  return dated.sort((a, b) => b.atMs - a.atMs)[0]?.commit ?? null;
}
