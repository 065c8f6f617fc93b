import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { projectRoot } from "./build/build-app.ts";
import { fillManifest } from "./packaging/fill-manifest.ts";

/** Fills the manifests of `packaging/` for a release: `node scripts/write-manifests.ts PACKAGES HOMEPAGE OUTPUT`. */
const [packages, homepage, output] = process.argv.slice(2);
if (packages === undefined || homepage === undefined || output === undefined) {
  throw new Error("Usage: node scripts/write-manifests.ts PACKAGES HOMEPAGE OUTPUT");
}
const { version } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as {
  readonly version: string;
};
const named = [
  ...(await readdir(packages)).map((name) => join(packages, name)),
  join(projectRoot, "resources/linux/app.facet.Facet.metainfo.xml"),
  join(projectRoot, "resources/icons/facet.svg"),
];
const checksums = new Map<string, string>();
for (const path of named) checksums.set(basename(path), await sha256(path));

const templates = join(projectRoot, "packaging");
for (const name of await readdir(templates, { recursive: true })) {
  if (!/[\\/].*\.(ya?ml|rb)$/.test(name)) continue;
  const path = join(output, name);
  await mkdir(dirname(path), { recursive: true });
  const template = await readFile(join(templates, name), "utf8");
  await writeFile(path, fillManifest(template, { version, homepage, checksums }));
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
