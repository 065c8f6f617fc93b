import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** Packages whose files are copied beside a bundle, instead of being imported. */
const copied: Readonly<Record<string, readonly string[]>> = {
  client: ["node_modules/pdfjs-dist"],
  electron: [
    ...["node_modules/@jsquash/jpeg", "node_modules/@jsquash/png", "node_modules/@jsquash/webp"],
    "node_modules/pyodide",
  ],
};

const foldersOf = new Map<string, Set<string>>();

/**
 * Records which packages a bundle contains, in `dist/packages/ENVIRONMENT.json`: their folders, relative to the
 * project. The notices of a packaged app are collected from them. Workers are bundled by plugins of their own,
 * so this one has to be listed for them too.
 */
export function bundledPackages(root: string): Plugin {
  return {
    name: "bundled-packages",
    generateBundle(_options, bundle) {
      const folders = foldersOf.get(this.environment.name) ?? new Set(copied[this.environment.name]);
      foldersOf.set(this.environment.name, folders);
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        for (const id of Object.keys(file.modules)) {
          const folder = packageFolder(id);
          if (folder !== null) folders.add(folder);
        }
      }
      const list = join(root, "dist/packages", `${this.environment.name}.json`);
      mkdirSync(dirname(list), { recursive: true });
      writeFileSync(list, JSON.stringify([...folders].sort(), null, 2));
    },
  };
}

/** @param id a module's path, perhaps with a query */
function packageFolder(id: string): string | null {
  const inside = id.replaceAll("\\", "/").lastIndexOf("/node_modules/");
  if (inside === -1) return null;
  const start = id.replaceAll("\\", "/").indexOf("/node_modules/");
  return (
    /^node_modules\/(.*node_modules\/)?(@[^/]+\/)?[^/?]+/.exec(
      id.replaceAll("\\", "/").slice(start + 1),
    )?.[0] ?? null
  );
}
