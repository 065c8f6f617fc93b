/** Everything a model file's header says that decides how much memory a context takes. */
export interface CacheShape {
  readonly trainContextTokens: number;
  /** f16 bytes per token, all layers together that attend to the whole context. */
  readonly globalBytesPerToken: number;
  /** f16 bytes per cell, all layers together that attend to a sliding window. */
  readonly slidingBytesPerCell: number;
  /** In tokens; null when no layer slides. */
  readonly slidingWindow: number | null;
}

/** What the formulas need of a GGUF header, under its own names without the architecture in front. */
export interface HeaderFacts {
  readonly contextLength: number;
  readonly blockCount: number;
  readonly headCount: number;
  readonly embeddingLength: number;
  /** One number for all layers, or one for each. */
  readonly headCountKv: number | readonly number[];
  readonly keyLength: number | null;
  readonly valueLength: number | null;
  readonly keyLengthSwa: number | null;
  readonly valueLengthSwa: number | null;
  readonly slidingWindow: number | null;
  /** For each layer whether it slides. */
  readonly slidingWindowPattern: readonly boolean[] | null;
  /** That many last layers use the cache of earlier ones. */
  readonly sharedKvLayers: number;
}

const bytesOfF16 = 2;

export function cacheShape(header: HeaderFacts): CacheShape {
  const defaultLength = header.embeddingLength / header.headCount;
  const keyLength = header.keyLength ?? defaultLength;
  const valueLength = header.valueLength ?? defaultLength;
  let globalBytesPerToken = 0;
  let slidingBytesPerCell = 0;
  for (let layer = 0; layer < header.blockCount - header.sharedKvLayers; layer++) {
    const heads =
      typeof header.headCountKv === "number" ? header.headCountKv : (header.headCountKv[layer] ?? 0);
    const slides = header.slidingWindow !== null && header.slidingWindowPattern?.[layer] === true;
    if (slides) {
      const lengths = (header.keyLengthSwa ?? keyLength) + (header.valueLengthSwa ?? valueLength);
      slidingBytesPerCell += heads * lengths * bytesOfF16;
    } else {
      globalBytesPerToken += heads * (keyLength + valueLength) * bytesOfF16;
    }
  }
  return {
    trainContextTokens: header.contextLength,
    globalBytesPerToken,
    slidingBytesPerCell,
    slidingWindow: slidingBytesPerCell > 0 ? header.slidingWindow : null,
  };
}

/** Of the f16 cache of one sequence; llama.cpp rounds the window's cells up to 256. */
export function cacheBytes(shape: CacheShape, contextTokens: number, ubatchTokens: number): number {
  const { globalBytesPerToken, slidingBytesPerCell, slidingWindow } = shape;
  const window = slidingWindow === null ? 0 : roundUp(slidingWindow + ubatchTokens, 256);
  return contextTokens * globalBytesPerToken + Math.min(contextTokens, window) * slidingBytesPerCell;
}

/** Long chats and documents fit; more costs memory and prompt time that most people never use, and can be asked for. */
const defaultContextTokens = 32_768;

/** Below it a thought alone may not fit; memory that does not even suffice for this fails loudly when loading. */
const smallestDefaultTokens = 4_096;

/** The smallest context that can be asked for. */
const smallestTokens = 256;

/**
 * The context to load a model with.
 *
 * An explicit choice is honoured up to what the model was trained for. Without one it is `defaultContextTokens`, less where
 * the model was trained for less, or where the cache would take more than half of the memory the weights leave free.
 */
export function chooseContextTokens(choice: {
  readonly shape: CacheShape;
  /** In tokens; null: choose. */
  readonly requested: number | null;
  readonly ubatchTokens: number;
  /** Memory that is free before the weights are loaded; of all devices the layers may lie on. */
  readonly freeBytes: number;
  readonly weightBytes: number;
}): number {
  const { shape, requested, ubatchTokens } = choice;
  const trained = shape.trainContextTokens;
  if (requested !== null) {
    return clamp(requested, Math.min(smallestTokens, trained), trained);
  }
  const budget = (choice.freeBytes - choice.weightBytes) / 2;
  const largest = Math.min(defaultContextTokens, trained);
  const smallest = Math.min(smallestDefaultTokens, largest);
  for (let tokens = largest; tokens > smallest; tokens -= 256) {
    if (cacheBytes(shape, tokens, ubatchTokens) <= budget) {
      return tokens;
    }
  }
  return smallest;
}

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
