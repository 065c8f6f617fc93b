import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { listArchive } from "../../electron/page/app-archive.ts";

export interface OwnPart {
  readonly name: string;
  readonly sizeBytes: number;
}

/** The parts of a packaged app by path in its resources; the first match counts. */
const parts: readonly (readonly [name: string, path: RegExp])[] = [
  ["Page", /^app\.asar(\.unpacked)?\/dist\/renderer\//],
  ["Python with packages (Pyodide)", /^app\.asar\.unpacked\/dist\/electron\/pyodide\//],
  ["Services, commands and decoders", /^app\.asar\/dist\/electron\//],
  ["Node.js of the command", /^node\//],
  ["The command", /^(app\.asar\.unpacked\/dist\/command|bin)\//],
  ["Python, for code that models write", /^app\.asar\.unpacked\/dist\/electron\/just-bash\//],
  ["Engine process", /^app\.asar\.unpacked\/dist\/engine\//],
  ["Addon for images and audio, kernels", /^app\.asar\.unpacked\/native\//],
  ["llama.cpp for NVIDIA (CUDA)", /^app\.asar\.unpacked\/node_modules\/@node-llama-cpp\/[^/]*-cuda/],
  ["llama.cpp for other GPUs (Vulkan)", /^app\.asar\.unpacked\/node_modules\/@node-llama-cpp\/[^/]*-vulkan/],
  ["llama.cpp", /^app\.asar\.unpacked\/node_modules\/@node-llama-cpp\//],
  ["node-llama-cpp and its dependencies", /^app\.asar\.unpacked\/node_modules\//],
  ["Demo model", /^demo\//],
];

/**
 * The sizes of what Facet adds to Electron, uncompressed, largest first.
 * @param resourcesFolder of a packaged app
 */
export async function ownParts(resourcesFolder: string): Promise<readonly OwnPart[]> {
  const sizes = new Map<string, number>();
  for (const { path, sizeBytes } of await resourceFiles(resourcesFolder)) {
    const name = parts.find(([, pattern]) => pattern.test(path))?.[0] ?? "Other";
    sizes.set(name, (sizes.get(name) ?? 0) + sizeBytes);
  }
  return [...sizes]
    .map(([name, sizeBytes]) => ({ name, sizeBytes }))
    .sort((one, other) => other.sizeBytes - one.sizeBytes);
}

/** Every file of a packaged app's resources, with those inside its archive under app.asar/. */
export async function resourceFiles(
  resourcesFolder: string,
): Promise<readonly { readonly path: string; readonly sizeBytes: number }[]> {
  const archived = await listArchive(join(resourcesFolder, "app.asar"));
  const onDisk = await readdir(resourcesFolder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    onDisk
      .filter((entry) => entry.isFile() && entry.name !== "app.asar")
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const { size } = await stat(path);
        return { path: relative(resourcesFolder, path).split(sep).join("/"), sizeBytes: size };
      }),
  );
  const inside = archived.filter(({ offsetBytes }) => offsetBytes !== null);
  return [...files, ...inside.map(({ path, sizeBytes }) => ({ path: `app.asar/${path}`, sizeBytes }))];
}

export function sizeTable(list: readonly OwnPart[]): string {
  const total = {
    name: "Total, uncompressed",
    sizeBytes: list.reduce((sum, part) => sum + part.sizeBytes, 0),
  };
  return [...list, total]
    .map(({ name, sizeBytes }) => `${(sizeBytes / 1e6).toFixed(1).padStart(7)} MB  ${name}`)
    .join("\n");
}
