import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { usageFailure } from "../terminal/command-failure.ts";

const endings = {
  image: /\.(?:jpe?g|png|webp|gif|bmp|avif|heic|heif|tiff?)$/i,
  audio: /\.(?:wav|mp3|flac|ogg|oga|opus|m4a|aac|aiff?|caf|amr|webm|mp4|mov)$/i,
} as const;

/**
 * The named files, and those of this kind in the named folders, by name; absolute.
 * @throws CommandFailure where there is no such file
 */
export async function inputFiles(
  kind: keyof typeof endings,
  paths: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const stats = await stat(path).catch(() => null);
      if (stats === null) throw usageFailure(`There is no file or folder ${path}.`);
      if (!stats.isDirectory()) return [resolve(path)];
      const names = (await readdir(path)).filter((name) => endings[kind].test(name) && !name.startsWith("."));
      return names
        .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
        .map((name) => resolve(join(path, name)));
    }),
  );
  const files = found.flat();
  if (files.length === 0)
    throw usageFailure(`There is no ${kind === "image" ? "image" : "recording"} in ${paths.join(", ")}.`);
  return files;
}
