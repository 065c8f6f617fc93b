import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const platformNames = { linux: "linux", darwin: "mac", win32: "win" };

/**
 * What is installed of node-llama-cpp.
 *
 * @returns {{ folder: string, version: string, bundle: string, variants: string[], nodeAddonApi: string,
 * nodeApiHeaders: string } | null} null when there is nothing to link to; `variants` are folders of libraries
 */
export function installed(root) {
  const modules = join(root, "node_modules");
  const folder = join(modules, "node-llama-cpp");
  if (!existsSync(join(folder, "package.json"))) return null;
  // The headers that node-llama-cpp's classes were compiled with, so that the memory layout is the same here.
  const nodeAddonApi = packageOf(folder, "node-addon-api");
  const nodeApiHeaders = packageOf(packageOf(folder, "cmake-js"), "node-api-headers");
  return {
    folder,
    version: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version,
    bundle: join(folder, "llama", "gitRelease.bundle"),
    variants: variantFolders(join(modules, "@node-llama-cpp")),
    nodeAddonApi,
    nodeApiHeaders,
  };
}

/** The folder of a package, resolved from another folder. */
function packageOf(folder, name) {
  return dirname(createRequire(join(folder, "package.json")).resolve(`${name}/package.json`));
}

/** The installed variants, each with its own libllama: linux-x64, linux-x64-vulkan, linux-x64-cuda. */
function variantFolders(packages) {
  if (!existsSync(packages)) return [];
  const name = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  return readdirSync(packages)
    .filter((each) => each === name || each.startsWith(`${name}-`))
    .map((each) => join(packages, each, "bins", each))
    .filter((bins) => existsSync(join(bins, "llama-addon.node")))
    .sort();
}
