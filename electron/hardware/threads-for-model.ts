/**
 * The number of threads to run a model with. llama.cpp's threads synchronize several times in every layer by
 * spinning. In small layers that costs more than it saves, and on busy cores it costs nearly everything:
 * measured on two busy cores with layers of 120 KB, one thread makes 12.4 tokens per second and two make 0.6.
 * The layers of the smallest real Gemma 4 hold some 30 MB even at 4 bits, so the limit affects only tiny
 * models.
 */
export function threadsForModel(model: {
  readonly usableCores: number;
  readonly weightBytes: number;
  readonly layers: number;
}): number {
  const bytesPerLayer = model.weightBytes / Math.max(1, model.layers);
  return bytesPerLayer < worthSharingBytes ? 1 : model.usableCores;
}

const worthSharingBytes = 8_000_000;
