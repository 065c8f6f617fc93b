import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const program = "/opt/${sanitizedProductName}/${executable}'";
const launcher = "/opt/${sanitizedProductName}/resources/bin/facet'";

/** electron-builder's scripts for Debian packages, and how often each names what /usr/bin/facet leads to. */
const scripts = [
  { option: "afterInstall", file: "after-install.tpl", mentions: 3 },
  { option: "afterRemove", file: "after-remove.tpl", mentions: 1 },
] as const;

/**
 * Has the installed /usr/bin/facet lead to the command instead of to the app's own program, which is started from
 * the menus: electron-builder's scripts, with that one path replaced.
 * @param folder absolute path for the changed scripts
 * @returns options for electron-builder
 * @throws when electron-builder's scripts are not what they were
 */
export async function debScripts(folder: string): Promise<readonly string[]> {
  const builder = createRequire(createRequire(import.meta.url).resolve("electron-builder/package.json"));
  const templates = join(dirname(builder.resolve("app-builder-lib/package.json")), "templates/linux");
  await mkdir(folder, { recursive: true });
  return Promise.all(
    scripts.map(async ({ option, file, mentions }) => {
      const parts = (await readFile(join(templates, file), "utf8")).split(program);
      if (parts.length !== mentions + 1) {
        throw new Error(`electron-builder's ${file} makes /usr/bin/facet in another way than before.`);
      }
      await writeFile(join(folder, file), parts.join(launcher));
      return `-c.deb.${option}=${join(folder, file)}`;
    }),
  );
}
