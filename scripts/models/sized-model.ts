import type { GgufFile } from "../gguf/gguf-writer.ts";
import { gemma4Metadata } from "./gemma4-metadata.ts";
import { gemma4Tensors, type MakeWeights } from "./gemma4-tensors.ts";
import { randomBlocks } from "./random-blocks.ts";
import { realSizes, type SizeName } from "./real-sizes.ts";
import { random, zeros } from "./tensors.ts";
import { spmVocabulary } from "./vocabulary.ts";

const vocabularySize = 262_144;

/**
 * A model with the dimensions of a published one in Q4_0 and random weights, for measuring time and memory.
 * @param layers how many of the first layers to include; default: all
 */
export function sizedModel(size: SizeName, layers?: number): GgufFile {
  let seed = 7;
  const weights: MakeWeights = (name, shape, as = "Q4_0", deviation) =>
    as === "Q4_0"
      ? randomBlocks(name, shape, (seed += 0x9e37), deviation)
      : random(name, shape, as, seed, deviation);
  return withWeights(size, weights, layers);
}

/** The same with holes for weights: takes no disk space, and all of the memory. @param layers as above */
export function hollowModel(size: SizeName, layers?: number): GgufFile {
  return withWeights(size, (name, shape, as = "Q4_0") => zeros(name, shape, as), layers);
}

function withWeights(size: SizeName, weights: MakeWeights, layers?: number): GgufFile {
  const name = `Random ${size.toUpperCase()}`;
  const whole = realSizes[size];
  const feedForward = whole.feedForward.slice(0, layers);
  const model = { ...whole, name, fileType: 2, layers: feedForward.length, feedForward };
  return {
    metadata: { ...gemma4Metadata(model), ...fullVocabulary() },
    tensors: [
      weights("token_embd.weight", [model.width, vocabularySize], undefined, 0.02),
      ...gemma4Tensors(model, vocabularySize, weights),
    ],
  };
}

function fullVocabulary(): GgufFile["metadata"] {
  const pieces = vocabularySize - spmVocabulary([]).size;
  return spmVocabulary(Array.from({ length: pieces }, (_, index) => letters(index))).metadata;
}

/**
 * a, b, …, z, aa, ab, …: each but the single letters extends another one by a letter, so that all can be
 * merged.
 */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
