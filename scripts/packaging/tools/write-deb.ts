import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";

/**
 * Takes the place of fpm for Debian packages: it accepts the arguments that electron-builder gives fpm, and
 * calls dpkg-deb. An unknown argument is an error.
 */
const text = { type: "string" } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: "s" },
    target: { ...text, short: "t" },
    force: { type: "boolean" },
    depends: { ...text, short: "d", multiple: true },
    "deb-recommends": { ...text, multiple: true },
    "deb-compression": text,
    "deb-priority": text,
    architecture: text,
    "after-install": text,
    "after-remove": text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
});

/** dpkg-deb's options for the names that electron-builder uses. */
const compressions: Readonly<Record<string, readonly string[]>> = {
  xz: ["-Zxz", "-z6", "--threads-max=0"],
  gz: ["-Zgzip", "-z1"],
  none: ["-Znone"],
};

const root = await mkdtemp(join(tmpdir(), "facet-deb-"));
try {
  await mkdir(join(root, "DEBIAN"));
  for (const pair of positionals) await addFiles(pair);
  const files = await filesWithNormalModes();
  await writeFile(join(root, "DEBIAN/control"), await controlFile(files));
  await writeFile(join(root, "DEBIAN/md5sums"), await md5sums(files));
  await addScript("postinst", values["after-install"]);
  await addScript("postrm", values["after-remove"]);
  const compression = compressions[values["deb-compression"] ?? "xz"];
  if (compression === undefined) {
    throw new Error(`deb.compression is one of ${Object.keys(compressions).join(", ")}.`);
  }
  const { status } = spawnSync(
    "dpkg-deb",
    ["--root-owner-group", ...compression, "--build", root, needed("package")],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  if (status !== 0) throw new Error("dpkg-deb failed.");
} finally {
  await rm(root, { recursive: true, force: true });
}

function needed(
  name: "package" | "name" | "version" | "architecture" | "maintainer" | "description",
): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing.`);
  return value;
}

/** @param pair `SOURCE=/destination`; a source that ends with a slash is a folder whose contents are meant */
async function addFiles(pair: string): Promise<void> {
  const cut = pair.lastIndexOf("=");
  const destination = join(root, pair.slice(cut + 1));
  await mkdir(dirname(destination), { recursive: true });
  await cp(pair.slice(0, cut), destination, { recursive: true, verbatimSymlinks: true });
}

async function addScript(name: string, source: string | undefined): Promise<void> {
  if (source !== undefined) {
    await writeFile(join(root, "DEBIAN", name), await readFile(source), { mode: 0o755 });
  }
}

/** Whatever the umask of this machine is, everybody can read the installed files. @returns regular files */
async function filesWithNormalModes(): Promise<readonly string[]> {
  const files: string[] = [];
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    if (!entry.isFile()) continue;
    // What lies in the app's resources is loaded by Facet, not started, but for its command.
    const isLoaded = path.includes("/resources/") && !/\/resources\/(bin|node)\/[^/]+$/.test(path);
    const isStarted = !isLoaded && ((await stat(path)).mode & 0o100) !== 0;
    await chmod(path, isStarted ? 0o755 : 0o644);
    files.push(path);
  }
  return files.sort();
}

async function controlFile(files: readonly string[]): Promise<string> {
  let sizeBytes = 0;
  for (const file of files) sizeBytes += (await stat(file)).size;
  const [synopsis = "", ...details] = needed("description")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const fields = {
    Package: needed("name"),
    Version: needed("version"),
    Architecture: needed("architecture"),
    Maintainer: needed("maintainer"),
    "Installed-Size": String(Math.ceil(sizeBytes / 1024)),
    Depends: values.depends?.join(", "),
    Recommends: values["deb-recommends"]?.join(", "),
    Section: values.category,
    Priority: values["deb-priority"],
    Homepage: values.url,
    Description: [synopsis, ...details.map((line) => ` ${line}`)].join("\n"),
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `${name}: ${String(value)}\n`)
    .join("");
}

async function md5sums(files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files) {
    const hash = createHash("md5");
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    lines.push(`${hash.digest("hex")}  ${relative(root, file)}\n`);
  }
  return lines.join("");
}
