import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeGguf } from "./gguf/gguf-writer.ts";
import { demoModel } from "./models/demo-model.ts";

export const demoModelPath = join(import.meta.dirname, "..", "resources", "demo", "facet-demo.gguf");

/** Writes the demo model unless an identical file exists. It takes a few milliseconds. */
export async function makeDemoModel(path = demoModelPath): Promise<void> {
  const fresh = `${path}.${process.pid}.fresh`;
  await mkdir(dirname(path), { recursive: true });
  await writeGguf(fresh, demoModel());
  if (await haveSameBytes(fresh, path)) {
    await rm(fresh);
  } else {
    await rename(fresh, path);
  }
}

async function haveSameBytes(first: string, second: string): Promise<boolean> {
  try {
    return (await readFile(first)).equals(await readFile(second));
  } catch {
    return false;
  }
}

if (import.meta.main) {
  await makeDemoModel();
}
