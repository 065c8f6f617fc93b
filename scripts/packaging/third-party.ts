import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../build/build-app.ts";

export interface PackageNotice {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  /** The texts that the package asks to be passed on; empty when none was found. */
  readonly texts: readonly string[];
}

const licenseFile = /^(licen[cs]e|copying|notice|copyright)/i;

/** Packages under the MIT licence that have no file with its text, and the holders of their copyright. */
const holders: Readonly<Record<string, string>> = {
  "@wasm-audio-decoders/common": "Ethan Halsall",
  "lazy-val": "Vladimir Krivosheev",
  "simple-git": "Steve King",
  "@simple-git/argv-parser": "Steve King",
  "@simple-git/args-pathspec": "Steve King",
};

/** Texts for other packages, in resources/licenses. */
const storedTexts = join(projectRoot, "resources/licenses");

/**
 * The notices of packages, by name.
 * @param folders the packages' absolute folders
 */
export async function noticesOf(folders: readonly string[]): Promise<readonly PackageNotice[]> {
  const notices = await Promise.all([...new Set(folders)].map(noticeOf));
  const byNameAndVersion = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...byNameAndVersion.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** The absolute folders of the packages in the bundles of the last build. */
export async function bundledFolders(): Promise<readonly string[]> {
  const lists = join(projectRoot, "dist/packages");
  const files = (await readdir(lists)).map((name) => readFile(join(lists, name), "utf8"));
  const folders = (await Promise.all(files)).flatMap((json) => JSON.parse(json) as string[]);
  return folders.map((folder) => join(projectRoot, folder));
}

/** The absolute folders of the packages in a `node_modules`, also nested ones. */
export async function installedFolders(modules: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await namesIn(modules)) {
    const folder = join(modules, name);
    if (existsSync(join(folder, "package.json"))) {
      found.push(folder);
      const nested = join(folder, "node_modules");
      if (existsSync(nested)) found.push(...(await installedFolders(nested)));
    } else if (name.startsWith("@")) {
      found.push(...(await installedFolders(folder)));
    }
  }
  return found;
}

/**
 * The text that a packaged app carries.
 * @throws when a package has no text: its licence has to be looked up, and the text stored
 */
export async function thirdPartyText(notices: readonly PackageNotice[]): Promise<string> {
  const missing = notices.filter(({ texts }) => texts.length === 0).map(({ name }) => name);
  if (missing.length > 0) {
    throw new Error(
      `No licence text was found for ${missing.join(", ")}. Store it as resources/licenses/NAME.txt, with slashes ` +
        "in NAME written as two hyphens.",
    );
  }
  const llama = (await readFile(join(storedTexts, "llama.cpp.txt"), "utf8")).trim();
  return [
    "Facet contains the following software of others, under these terms. Those of Electron and Chromium are in\n" +
      "LICENSE.electron.txt and LICENSES.chromium.html.",
    `llama.cpp (MIT)\n\n${llama}`,
    ...notices.map(
      ({ name, version, license, texts }) => `${name} ${version} (${license})\n\n${texts.join("\n\n")}`,
    ),
  ].join(`\n\n${"-".repeat(80)}\n\n`);
}

async function noticeOf(folder: string): Promise<PackageNotice> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const texts = [...(await textsIn(folder)), ...(await storedTextsOf(name))];
  return { name, version, license: license ?? "see below", texts };
}

/** Files of the package's folder and one level below, where bundled parts of others have theirs. */
async function textsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const texts: string[] = [];
  for (const entry of entries.sort((one, other) => one.name.localeCompare(other.name))) {
    const path = join(folder, entry.name);
    if (entry.isFile() && licenseFile.test(entry.name)) texts.push((await readFile(path, "utf8")).trim());
    if (entry.isDirectory() && entry.name !== "node_modules") {
      for (const name of await namesIn(path)) {
        if (/^licen[cs]e([._-]\w+)?(\.(md|txt))?$/i.test(name)) {
          texts.push((await readFile(join(path, name), "utf8")).trim());
        }
      }
    }
  }
  return texts;
}

async function storedTextsOf(name: string): Promise<readonly string[]> {
  const stored = join(storedTexts, `${name.replace("/", "--")}.txt`);
  if (existsSync(stored)) return [(await readFile(stored, "utf8")).trim()];
  const holder = holders[name] ?? (name.startsWith("@reflink/") ? "The reflink authors" : undefined);
  if (holder === undefined) return [];
  const mit = await readFile(join(projectRoot, "LICENSE"), "utf8");
  return [mit.replace(/^Copyright.*$/m, `Copyright (c) ${holder}`).trim()];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith("."));
}
