import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { cpus } from "node:os";
import { basename, dirname, join } from "node:path";
import { addonsFolder, variantName } from "../../../../../native/addon.ts";
import { splitName, splitPartName } from "../../../../../shared/models/gguf-name.ts";

/** What a kept context is bound to: it is restored only where all of it is the same. */
export interface ModelIdentity {
  /** Of the path, to recognise contexts of a file that was replaced. */
  readonly path: string;
  /** Of the contents of the model's files. */
  readonly file: string;
  /** Of everything else that changes the cells. */
  readonly settings: string;
}

/**
 * Names a file by what can be read at once and changes with every write to it: size, time of the last change
 * of contents and of the inode, its beginning and end.
 * @throws the file system's error
 */
export async function fileIdentity(path: string): Promise<string> {
  const { size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  const hash = createHash("sha256").update(`${size} ${mtimeNs} ${ctimeNs}`);
  await using file = await open(path, "r");
  const end = Math.max(0, Number(size) - sampleBytes);
  for (const from of [0, end]) {
    const buffer = Buffer.alloc(sampleBytes);
    const { bytesRead } = await file.read(buffer, 0, sampleBytes, from);
    hash.update(buffer.subarray(0, bytesRead));
  }
  return hash.digest("hex");
}

const sampleBytes = 1024 ** 2;

/** Of all files of a split model. @throws the file system's error */
export async function modelFileIdentity(path: string): Promise<string> {
  const split = splitName(basename(path));
  const paths =
    split === null
      ? [path]
      : Array.from({ length: split.parts }, (_, i) => join(dirname(path), splitPartName(split, i + 1)));
  return keyOf(await Promise.all(paths.map(fileIdentity)));
}

/**
 * The build of the engine: the library, the addon and its kernels, and the processor that kernels are chosen
 * for. Numbers of another build differ in their last bits at least.
 */
export function engineBuild(library: { readonly version: string; readonly gpu: string | false }): string {
  const variant = variantName(library.gpu, process.platform, process.arch);
  const compiled = [variant, "kernels"].flatMap((folder) => hashesIn(join(addonsFolder, folder)));
  return keyOf([library.version, variant, cpus()[0]?.model ?? "", ...compiled]);
}

/** By content: a packaged app's archive has no times. */
function hashesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .toSorted()
      .map((name) =>
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      );
  } catch {
    // It was not built.
    return [];
  }
}

/** A short key for a list of facts. */
export function keyOf(facts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}
