import { spawnSync } from "node:child_process";
import { chmod, copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { readArchived } from "../../electron/page/app-archive.ts";
import { projectRoot } from "../build/build-app.ts";

/** Of dist/electron, what only the app itself runs, what Python runs, and what helps in development. */
const leftOut = /^(main|serve|electron-updater[\w-]*)\.js$|\.(map|cjs)$|^(just-bash|pyodide)$/;

/**
 * Adds the command `facet` to the resources of a packed app (ADR 49): a launcher, the Node.js that runs it, and
 * the services as files, since plain Node cannot read the app's archive.
 * @param platform of the package: electron-builder's name
 */
export async function addCommand(resources: string, platform: string): Promise<void> {
  const unpacked = join(resources, "app.asar.unpacked");
  await cp(join(projectRoot, "dist/electron"), join(unpacked, "dist/command"), {
    recursive: true,
    filter: (path) => !leftOut.test(basename(path)),
  });
  // Names the version, and says that the files are modules.
  await writeFile(
    join(unpacked, "package.json"),
    await readArchived(join(resources, "app.asar"), "package.json"),
  );
  await addNode(join(resources, "node"), platform);
  await addLauncher(join(resources, "bin"), platform);
}

/**
 * The npm package with the Node.js that this project is built with, for this machine's system and processor: its
 * program and its licences.
 */
export function nodePackageFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve("node/package.json"));
  const system = process.platform === "win32" ? "win" : process.platform;
  const names = ["node", "node-bin"].map((prefix) => `${prefix}-${system}-${process.arch}/package.json`);
  for (const name of names) {
    try {
      return dirname(require.resolve(name));
    } catch {
      // The other name.
    }
  }
  throw new Error(`npm has installed no Node.js for packages: neither ${names.join(" nor ")}. Run npm ci.`);
}

async function addNode(folder: string, platform: string): Promise<void> {
  const name = platform === "win32" ? "node.exe" : "node";
  const program = join(folder, name);
  await mkdir(folder);
  await copyFile(join(nodePackageFolder(), "bin", name), program);
  await chmod(program, 0o755);
  // Names of symbols, 18 MB. Elsewhere, the program stays as its authors have signed it.
  if (platform === "linux") spawnSync("strip", [program], { stdio: "ignore" });
}

async function addLauncher(folder: string, platform: string): Promise<void> {
  const name = platform === "win32" ? "facet.cmd" : "facet";
  const text = await readFile(join(projectRoot, "resources/launcher", name), "utf8");
  await mkdir(folder);
  await writeFile(join(folder, name), platform === "win32" ? text.replaceAll(/\r?\n/g, "\r\n") : text);
  await chmod(join(folder, name), 0o755);
}
