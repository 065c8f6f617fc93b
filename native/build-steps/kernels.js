import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { cmakeFlags, freshIfMoved } from "./cmake.js";
import { run } from "./tools.js";

const kernels = join(import.meta.dirname, "../kernels");

/**
 * Compiles llama.cpp's CPU kernels from the sources of the prebuilt ones; ADR 20 has the speedups. Of the
 * many CPU variants, only the one that llama.cpp would choose on this machine is built.
 *
 * @param {{ variants: string[] }} found the result of `installed`
 * @param {string} sources folder of llama.cpp's sources
 * @param {{ made: string, out: string, picker: string, generator: string[] }} where build folder, output
 * folder, and the program that prints the variant llama.cpp would choose
 */
export function buildKernels({ variants }, sources, { made, out, picker, generator }) {
  const prebuilt = variants.flatMap((bins) =>
    readdirSync(bins)
      .filter((name) => /^libggml-cpu-.*\.so$/.test(name))
      .map((name) => join(bins, name)),
  );
  if (prebuilt.length === 0) return;
  const name = basename(run(picker, prebuilt).trim());
  const target = name.replace(/^lib/, "").replace(/\.so$/, "");
  const settings = { CMAKE_BUILD_TYPE: "Release", LLAMA_SOURCES: sources, KERNELS: target };
  freshIfMoved(made, kernels);
  run("cmake", ["-S", kernels, "-B", made, ...generator, ...cmakeFlags(settings)]);
  const jobs = String(availableParallelism());
  run("cmake", ["--build", made, "--target", target, "--parallel", jobs]);
  mkdirSync(out, { recursive: true });
  copyFileSync(join(made, "bin", name), join(out, name));
}
