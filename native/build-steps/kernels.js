import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { cmakeFlags, freshIfMoved } from "./cmake.js";
import { run } from "./tools.js";

const kernels = join(import.meta.dirname, "../kernels");

/**
 * Compiles llama.cpp's CPU kernels from the sources of the prebuilt ones; ADR 20 has the speedups. Of the
 * many CPU variants, only the one that llama.cpp would choose on this machine is built, unless the result is
 * for other machines too.
 *
 * @param {{ variants: string[] }} found the result of `installed`
 * @param {string} sources folder of llama.cpp's sources
 * @param {{ made: string, out: string, picker: string, generator: string[],
 * forMachines: "this" | "all" }} where build folder, output
 * folder, and the program that prints the variant llama.cpp would choose
 */
export function buildKernels({ variants }, sources, { made, out, picker, generator, forMachines }) {
  const prebuilt = variants.flatMap((bins) =>
    readdirSync(bins)
      .filter((name) => /^libggml-cpu-.*\.so$/.test(name))
      .map((name) => join(bins, name)),
  );
  if (prebuilt.length === 0) return;
  const names =
    forMachines === "all"
      ? [...new Set(prebuilt.map((path) => basename(path)))]
      : [basename(run(picker, prebuilt).trim())];
  const targets = names.map((name) => name.replace(/^lib/, "").replace(/\.so$/, ""));
  const settings = { CMAKE_BUILD_TYPE: "Release", LLAMA_SOURCES: sources, KERNELS: targets.join(";") };
  freshIfMoved(made, kernels);
  run("cmake", ["-S", kernels, "-B", made, ...generator, ...cmakeFlags(settings)]);
  const jobs = String(availableParallelism());
  run("cmake", ["--build", made, "--target", ...targets, "--parallel", jobs]);
  mkdirSync(out, { recursive: true });
  for (const name of names) copyFileSync(join(made, "bin", name), join(out, name));
}
