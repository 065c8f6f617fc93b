/**
 * How many threads a model is worth. llama.cpp's threads wait for each other several times in every layer, spinning: where
 * a layer is small that costs more than it saves, and where the cores have other work too it costs nearly everything
 * (measured on two busy cores with layers of 120 KB: 12.4 tokens a second with one thread, 0.6 with two). The layers
 * of the smallest real Gemma 4 hold some 30 MB even at 4 bits, so this concerns tiny models alone.
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
