import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { cmakeFlags, freshIfMoved } from "./cmake.js";
import { run } from "./tools.js";

const kernels = join(import.meta.dirname, "../kernels");

/**
 * Compiles llama.cpp's kernels for this processor once more, from the sources that the prebuilt ones were made of: ADR 20 has what
 * that brings. Of the many variants only the one that llama.cpp would choose here.
 * @param {{ variants: string[] }} found as `installed` says
 * @param {string} sources of llama.cpp
 * @param {{ made: string, out: string, picker: string, generator: string[] }} where folders for what comes on the way and what
 *   comes of it; the program that knows what llama.cpp would choose
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
