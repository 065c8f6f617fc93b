import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { preloadName } from "./host-environment.ts";

/**
 * Lets the stand-in run as an installed app, with what a package would have in its resources.
 * @param files texts by path in the resources
 */
export async function asInstalled(home: string, files: Readonly<Record<string, string>>): Promise<void> {
  const resources = join(home, "installed/resources");
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(resources, path, ".."), { recursive: true });
    await writeFile(join(resources, path), text, { mode: 0o755 });
  }
  await writeFile(join(home, preloadName), `process.resourcesPath = ${JSON.stringify(resources)};\n`);
}
