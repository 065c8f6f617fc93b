/**
 * Types of weights that llama.cpp keeps a rearranged copy of for the kernels of a processor, in private memory.
 * Source: `ggml_repack_get_optimal_repack_type` in ggml-cpu/repack.cpp. Processors without the instructions it asks for
 * (AVX2; NEON with dot products) rearrange nothing, and are older than ten years.
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
