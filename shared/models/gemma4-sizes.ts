/** The dimensions of a Gemma 4 model, as in its header. */
export interface Gemma4Size {
  readonly contextLength: number;
  readonly width: number;
  readonly layers: number;
  /** Every nth layer has global attention, the others a sliding window. */
  readonly globalEvery: number;
  readonly slidingWindow: number;
  readonly heads: number;
  readonly headSize: { readonly sliding: number; readonly global: number };
  readonly keyValueHeads: { readonly sliding: number; readonly global: number };
  readonly feedForward: readonly number[];
  /** How many of the last layers share the keys and values of earlier ones. */
  readonly sharedKeyValueLayers: number;
  /** 0: none. */
  readonly perLayerEmbedding: number;
  readonly experts: { readonly count: number; readonly used: number; readonly feedForward: number } | null;
}

export type Gemma4SizeName = "E2B" | "E4B" | "12B" | "26B-A4B" | "31B";

/** The same for all sizes. */
export const gemma4VocabularySize = 262_144;
const headSize = { sliding: 256, global: 512 };
const small = { contextLength: 131_072, slidingWindow: 512, perLayerEmbedding: 256 };
const large = {
  contextLength: 262_144,
  slidingWindow: 1024,
  perLayerEmbedding: 0,
  sharedKeyValueLayers: 0,
};

const feedForward = (layers: number, width: number) => Array.from({ length: layers }, () => width);

/** The published models. */
export const gemma4Sizes: Readonly<Record<Gemma4SizeName, Gemma4Size>> = {
  E2B: {
    ...small,
    width: 1536,
    layers: 35,
    globalEvery: 5,
    heads: 8,
    headSize,
    keyValueHeads: { sliding: 1, global: 1 },
    // The layers with shared keys and values are twice as wide.
    feedForward: [...feedForward(15, 6144), ...feedForward(20, 12_288)],
    sharedKeyValueLayers: 20,
    experts: null,
  },
  E4B: {
    ...small,
    width: 2560,
    layers: 42,
    globalEvery: 6,
    heads: 8,
    headSize,
    keyValueHeads: { sliding: 2, global: 2 },
    feedForward: feedForward(42, 10_240),
    sharedKeyValueLayers: 18,
    experts: null,
  },
  "12B": {
    ...large,
    width: 3840,
    layers: 48,
    globalEvery: 6,
    heads: 16,
    headSize,
    keyValueHeads: { sliding: 8, global: 1 },
    feedForward: feedForward(48, 15_360),
    experts: null,
  },
  "26B-A4B": {
    ...large,
    width: 2816,
    layers: 30,
    globalEvery: 6,
    heads: 16,
    headSize,
    keyValueHeads: { sliding: 8, global: 2 },
    feedForward: feedForward(30, 2112),
    experts: { count: 128, used: 8, feedForward: 704 },
  },
  "31B": {
    ...large,
    width: 5376,
    layers: 60,
    globalEvery: 6,
    heads: 32,
    headSize,
    keyValueHeads: { sliding: 16, global: 4 },
    feedForward: feedForward(60, 21_504),
    experts: null,
  },
};
