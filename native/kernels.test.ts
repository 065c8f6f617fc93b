import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { getLlama, type Llama } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkedVersion } from "../electron/engine/host/llama-internals.ts";
import { addonsFolder } from "./addon.ts";
import { useKernels } from "./kernels.ts";

const folder = join(addonsFolder, "kernels");
const library = { gpu: false, version: checkedVersion } as const;

/** Of the kernels that are in this process's memory. */
function mappedKernels(): readonly string[] {
  const maps = readFileSync("/proc/self/maps", "utf8").matchAll(/\S*\/libggml-cpu-\S+\.so/g);
  return [...new Set(Array.from(maps, ([path]) => path))];
}

const isBuilt = (() => {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
})();

describe.skipIf(!isBuilt)("the kernels that were compiled here", () => {
  let llama: Llama;
  let prebuilt: readonly string[];

  beforeAll(async () => {
    llama = await getLlama({ gpu: false, build: "never", progressLogs: false });
    prebuilt = mappedKernels();
  });
  afterAll(() => llama.dispose());

  it("leave the prebuilt ones where they are when there are none for this processor", async () => {
    const empty = await mkdtemp(join(tmpdir(), "facet-kernels-"));
    expect(useKernels(library, `${empty}/`)).toBeNull();
    expect(mappedKernels()).toEqual(prebuilt);
    await rm(empty, { recursive: true });
  });

  it("give way to the prebuilt ones when they can not be loaded", async () => {
    const broken = await mkdtemp(join(tmpdir(), "facet-kernels-"));
    await writeFile(join(broken, basename(prebuilt[0] ?? "")), "no library");
    expect(useKernels(library, `${broken}/`)).toBeNull();
    expect(mappedKernels()).toEqual(prebuilt);
    await rm(broken, { recursive: true });
  });

  it("take the place of the prebuilt ones of the same name", () => {
    const ours = join(folder, basename(prebuilt[0] ?? ""));
    expect(useKernels(library)).toBe(ours);
    expect(mappedKernels()).toContain(ours);
    expect(useKernels(library)).toBe(ours);
  });
});
