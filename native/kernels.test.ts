import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { getLlama, type Llama } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { writeGguf } from "../scripts/gguf/gguf-writer.ts";
import { randomModel } from "../scripts/models/random-model.ts";
import { spmVocabulary } from "../scripts/models/vocabulary.ts";
import { checkedVersion } from "../electron/inference/local/host/llama-internals.ts";
import { addonsFolder } from "./addon.ts";
import { useKernels } from "./kernels.ts";

const folder = join(addonsFolder, "kernels");
const library = { gpu: false, version: checkedVersion } as const;

/** Paths of the kernel libraries mapped into this process. */
function mappedKernels(): readonly string[] {
  const maps = readFileSync("/proc/self/maps", "utf8").matchAll(/\S*\/libggml-cpu-\S+\.so/g);
  return [...new Set(Array.from(maps, ([path]) => path))];
}

/** Bytes of this process's memory with MADV_HUGEPAGE. */
function bytesForHugePages(): number {
  const regions = readFileSync("/proc/self/smaps", "utf8").matchAll(
    /^Size: +(\d+) kB$[^]*?^VmFlags: (.*)$/gm,
  );
  return Array.from(regions, ([, kb, flags]) =>
    flags?.split(" ").includes("hg") ? Number(kb) * 1024 : 0,
  ).reduce((sum, bytes) => sum + bytes, 0);
}

const hasHugePages = existsSync("/sys/kernel/mm/transparent_hugepage/enabled");

/** On other CPUs llama.cpp uses the weights as stored in the file. */
const laysWeightsOut =
  process.platform === "linux" && /avx2|asimddp/.test(readFileSync("/proc/cpuinfo", "utf8"));

/** Many rows are computed with 16-bit integers. */
const computesIntegers =
  process.platform === "linux" && /avx512_vnni|avx_vnni/.test(readFileSync("/proc/cpuinfo", "utf8"));

/** Errors relative to the size of the results, by what is computed or the type of the weights. */
type KernelErrors = Readonly<
  Record<"images" | "prompts" | "replies" | "quantized" | "f16" | "bf16" | "q8_0", number>
>;

const checkOf = (name: string, ...args: readonly string[]) =>
  execFileSync(join(addonsFolder, "../cmake", name), args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

const isBuilt = (() => {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
})();

describe.skipIf(!isBuilt)("the kernels compiled on this machine", () => {
  let llama: Llama;
  let prebuilt: readonly string[];

  beforeAll(async () => {
    llama = await getLlama({ gpu: false, build: "never", progressLogs: false });
    prebuilt = mappedKernels();
  });
  afterAll(() => llama.dispose());

  it("are not used when there are none for this CPU", async () => {
    const empty = await mkdtemp(join(tmpdir(), "facet-kernels-"));
    expect(useKernels(library, `${empty}/`)).toBeNull();
    expect(mappedKernels()).toEqual(prebuilt);
    await rm(empty, { recursive: true });
  });

  it("fall back to the prebuilt ones when they cannot be loaded", async () => {
    const broken = await mkdtemp(join(tmpdir(), "facet-kernels-"));
    await writeFile(join(broken, basename(prebuilt[0] ?? "")), "no library");
    expect(useKernels(library, `${broken}/`)).toBeNull();
    expect(mappedKernels()).toEqual(prebuilt);
    await rm(broken, { recursive: true });
  });

  it("replace the prebuilt ones of the same name", () => {
    const ours = join(folder, basename(prebuilt[0] ?? ""));
    expect(useKernels(library)).toBe(ours);
    expect(mappedKernels()).toContain(ours);
    expect(useKernels(library)).toBe(ours);
  });

  it("compute tanh with a relative error below 5e-7", () => {
    const wrong = Number(checkOf("check-tanh"));
    expect(wrong).toBeGreaterThan(0);
    expect(wrong).toBeLessThan(5e-7);
  });

  it("compute attention and products more exactly than the prebuilt ones", () => {
    const errorsOf = (path: string) => JSON.parse(checkOf("check-kernels", path)) as KernelErrors;
    const ours = errorsOf(join(folder, basename(prebuilt[0] ?? "")));
    const theirs = errorsOf(prebuilt[0] ?? "");
    // Rounding differs by the number of threads.
    for (const kind of Object.keys(theirs) as (keyof KernelErrors)[]) {
      expect(ours[kind], kind).toBeLessThan(Math.max(theirs[kind] * 1.05, 1e-6));
    }
    expect(Math.max(...Object.values(ours))).toBeLessThan(computesIntegers ? 5e-4 : 6e-3);
  });

  it.runIf(hasHugePages && laysWeightsOut)("request huge pages for repacked weights", async () => {
    useKernels(library);
    const models = await mkdtemp(join(tmpdir(), "facet-kernels-"));
    onTestFinished(() => rm(models, { recursive: true }));
    const path = join(models, "wide.gguf");
    const before = bytesForHugePages();
    await writeGguf(
      path,
      randomModel({ name: "Wide", vocabulary: spmVocabulary([]), width: 1536, type: "Q4_0" }),
    );
    const model = await llama.loadModel({ modelPath: path });
    expect(bytesForHugePages()).toBeGreaterThan(before);
    await model.dispose();
  });
});
