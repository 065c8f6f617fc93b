import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { cmakeFlags, freshIfMoved } from "./cmake.js";
import { run } from "./tools.js";

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
  const settings = {
    CMAKE_BUILD_TYPE: "Release",
    BUILD_SHARED_LIBS: "ON",
    // As the prebuilt ones are: libraries of their own, that find libggml-base by its name among what is loaded.
    GGML_BACKEND_DL: "ON",
    GGML_CPU_ALL_VARIANTS: "ON",
    GGML_NATIVE: "OFF",
    CMAKE_PLATFORM_NO_VERSIONED_SONAME: "ON",
    CMAKE_SKIP_RPATH: "ON",
    // Fast multiplication of matrices of floats; on in llama.cpp, off in ggml alone.
    GGML_LLAMAFILE: "ON",
    // Its threads belong to the thread that calls, and Node calls from another one each time.
    GGML_OPENMP: "OFF",
    GGML_BUILD_TESTS: "OFF",
    GGML_BUILD_EXAMPLES: "OFF",
  };
  freshIfMoved(made);
  run("cmake", ["-S", join(sources, "ggml"), "-B", made, ...generator, ...cmakeFlags(settings)]);
  const target = name.replace(/^lib/, "").replace(/\.so$/, "");
  const jobs = String(availableParallelism());
  run("cmake", ["--build", made, "--target", target, "--parallel", jobs]);
  mkdirSync(out, { recursive: true });
  copyFileSync(join(made, "bin", name), join(out, name));
}
