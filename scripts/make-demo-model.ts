import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { demoFileNames } from "../electron/models/demo-files.ts";
import { writeGguf } from "./gguf/gguf-writer.ts";
import { demoModel } from "./models/demo-model.ts";

export const demoFolder = join(import.meta.dirname, "..", "resources", "demo");

/** The trained models are in the repository once: as fixtures, with their training scripts. */
const trained = join(import.meta.dirname, "..", "tests", "fixtures");

const files: Readonly<Record<string, (path: string) => Promise<void>>> = {
  [demoFileNames.english]: (path) => writeGguf(path, demoModel("en")),
  [demoFileNames.chinese]: (path) => writeGguf(path, demoModel("zh-CN")),
  [demoFileNames.reader.model]: copyOf("reader/reader-F16.gguf"),
  [demoFileNames.reader.projector]: copyOf("reader/mmproj-reader-F16.gguf"),
  [demoFileNames.listener.model]: copyOf("listener/listener-F16.gguf"),
  [demoFileNames.listener.projector]: copyOf("listener/mmproj-listener-F16.gguf"),
};

/** Writes each file of the demo model unless an identical one exists. It takes a few milliseconds. */
export async function makeDemoModel(folder = demoFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, write] of Object.entries(files)) {
    const path = join(folder, name);
    const fresh = `${path}.${process.pid}.fresh`;
    await write(fresh);
    if (await haveSameBytes(fresh, path)) {
      await rm(fresh);
    } else {
      await rename(fresh, path);
    }
  }
}

function copyOf(name: string) {
  return (path: string) => copyFile(join(trained, name), path);
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
