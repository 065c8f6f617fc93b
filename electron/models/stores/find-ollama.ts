import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readSmallFile } from "../../home/read-small-file.ts";
import type { FoundFile } from "../find-gguf-files.ts";
import { foundFileAt } from "./found-file-at.ts";

const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })),
});
const roles: Readonly<Record<string, "model" | "projector">> = {
  "application/vnd.ollama.image.model": "model",
  "application/vnd.ollama.image.projector": "projector",
};
/** A manifest has some hundred bytes. */
const mostBytes = 1_000_000;
/** `manifests/HOST/NAMESPACE/MODEL/TAG` */
const manifestDepth = 4;

/** Manifests name the blobs `blobs/sha256-…`, which are GGUF files without the extension. */
export async function findOllama(models: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const path of await manifests(join(models, "manifests"), manifestDepth)) {
    const [host = "", namespace = "", model = "", tag = ""] = path;
    const text = await readSmallFile(join(models, "manifests", ...path), mostBytes).catch(() => null);
    const name = [
      ...(host === "registry.ollama.ai" ? [] : [host]),
      ...(namespace === "library" ? [] : [namespace]),
      `${model}:${tag}`,
    ];
    for (const { mediaType, digest } of layersOf(text ?? "")) {
      const role = roles[mediaType];
      if (role === undefined) continue;
      // Each model gets a folder of its own in the id, so that the projector is matched to it alone.
      const fileName = role === "model" ? `${model}:${tag}` : "mmproj";
      const blob = join(models, "blobs", digest.replace(":", "-"));
      const file = await foundFileAt(blob, { origin: "ollama", id: `ollama:${name.join("/")}/${fileName}` });
      if (file) files.push(file);
    }
  }
  return files;
}

async function manifests(folder: string, depth: number): Promise<readonly (readonly string[])[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith("."))
      .map(async (entry): Promise<readonly (readonly string[])[]> => {
        if (depth === 1) return entry.isFile() ? [[entry.name]] : [];
        const inside = entry.isDirectory() ? await manifests(join(folder, entry.name), depth - 1) : [];
        return inside.map((rest) => [entry.name, ...rest]);
      }),
  );
  return found.flat();
}

function layersOf(text: string): z.infer<typeof manifestSchema>["layers"] {
  try {
    return manifestSchema.parse(JSON.parse(text)).layers;
  } catch {
    return [];
  }
}
