import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Programs that electron-builder calls, replaced by our own. It downloads those that pack archives and Debian
 * packages; on Linux, two small scripts take their place, so that packages can be made without a network. And it
 * asks npm which packages belong to the app, which is slow, and answered wrongly where node_modules is a link;
 * when npm fails, it looks into the packages itself.
 * @param folder absolute path for the wrappers that start them
 * @param targets as in `PackageOptions`
 * @returns environment variables for electron-builder
 */
export async function ownTools(
  folder: string,
  targets: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (process.platform === "win32") return {};
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "npm"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const environment: Record<string, string> = { PATH: `${folder}:${process.env["PATH"] ?? ""}` };
  if (process.platform !== "linux") return environment;
  if (spawnSync("dpkg-deb", ["--version"]).status === 0) {
    environment["CUSTOM_FPM_PATH"] = await wrapper(folder, "write-deb");
  }
  // electron-builder unpacks its AppImage tools with the program that packs archives.
  if (targets.length > 0 && targets.every((target) => ["dir", "tar.gz", "deb"].includes(target))) {
    environment["ELECTRON_BUILDER_7ZIP_PATH"] = await wrapper(folder, "compress-tar");
  }
  return environment;
}

async function wrapper(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const script = join(import.meta.dirname, `${name}.ts`);
  await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`, { mode: 0o755 });
  return path;
}
