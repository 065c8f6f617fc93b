import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeGguf } from "./gguf/gguf-writer.ts";
import { realSizes, type SizeName } from "./models/real-sizes.ts";
import { sizedModel } from "./models/sized-model.ts";

/**
 * `node scripts/make-model.ts SIZE FILE`: writes a model of a published size with random weights, for
 * benchmarks.
 */
const [size = "", path] = process.argv.slice(2);
if (!isSize(size) || path === undefined) {
  console.error(`Usage: node scripts/make-model.ts ${Object.keys(realSizes).join("|")} FILE`);
  process.exit(2);
}
await mkdir(dirname(path), { recursive: true });
await writeGguf(path, sizedModel(size));

function isSize(name: string): name is SizeName {
  return Object.hasOwn(realSizes, name);
}
