import type { Gemma4Dimensions } from "./gemma4-metadata.ts";

type RealSize = Omit<Gemma4Dimensions, "name" | "fileType">;

const layersOf = (count: number, width: (layer: number) => number) =>
  Array.from({ length: count }, (_, layer) => width(layer));

/** The dimensions of the published models. */
export const realSizes = {
  e2b: {
    contextLength: 131_072,
    width: 1536,
    layers: 35,
    globalEvery: 5,
    slidingWindow: 512,
    heads: 8,
    headSize: { sliding: 256, global: 512 },
    keyValueHeads: { sliding: 1, global: 1 },
    // The layers that share keys and values are twice as wide.
    feedForward: layersOf(35, (layer) => (layer >= 15 ? 12_288 : 6144)),
    sharedKeyValueLayers: 20,
    perLayerEmbedding: 256,
    experts: null,
    softcap: 30,
    template: "appends-nothing",
  },
  e4b: {
    contextLength: 131_072,
    width: 2560,
    layers: 42,
    globalEvery: 6,
    slidingWindow: 512,
    heads: 8,
    headSize: { sliding: 256, global: 512 },
    keyValueHeads: { sliding: 2, global: 2 },
    feedForward: layersOf(42, () => 10_240),
    sharedKeyValueLayers: 18,
    perLayerEmbedding: 256,
    experts: null,
    softcap: 30,
    template: "appends-nothing",
  },
  "12b": {
    contextLength: 262_144,
    width: 3840,
    layers: 48,
    globalEvery: 6,
    slidingWindow: 1024,
    heads: 16,
    headSize: { sliding: 256, global: 512 },
    keyValueHeads: { sliding: 8, global: 1 },
    feedForward: layersOf(48, () => 15_360),
    sharedKeyValueLayers: 0,
    perLayerEmbedding: 0,
    experts: null,
    softcap: 30,
    template: "appends-empty-thought",
  },
} as const satisfies Readonly<Record<string, RealSize>>;

export type SizeName = keyof typeof realSizes;
