/**
 * Weight types of which llama.cpp keeps a copy in private memory, repacked for the CPU's kernels. Source:
 * `ggml_repack_get_optimal_repack_type` in ggml-cpu/repack.cpp. CPUs without AVX2, or NEON with dot products,
 * repack nothing; they are older than ten years.
 */
export function repackedTypes(architecture: string): readonly string[] {
  switch (architecture) {
    case "x64":
      return ["Q4_0", "Q4_K", "IQ4_NL", "MXFP4"];
    case "arm64":
      return ["Q4_0", "Q4_K", "Q5_K", "Q6_K", "Q8_0", "IQ4_NL", "MXFP4"];
    default:
      return [];
  }
}
