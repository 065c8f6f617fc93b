import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { preloadName } from "./host-environment.ts";

/**
 * Lets the stand-in run as an installed app, with what a package would have in its resources.
 * @param files texts by path in the resources
 * @param variables of the environment that a package would have set
 */
export async function asInstalled(
  home: string,
  files: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const resources = join(home, "installed/resources");
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(resources, path, ".."), { recursive: true });
    await writeFile(join(resources, path), text, { mode: 0o755 });
  }
  const facts = JSON.stringify([{ resourcesPath: resources }, variables]);
  await writeFile(
    join(home, preloadName),
    `const [facts, variables] = ${facts};\nObject.assign(process, facts);\nObject.assign(process.env, variables);\n`,
  );
}
