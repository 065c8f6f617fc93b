import type { MediaCapabilities } from "../media/media-capabilities.ts";
import { samplesPerToken, longestClipSamples } from "../media/audio-tokens.ts";
import { tensorTypes } from "./gguf-format.ts";
import type { Hardware } from "./hardware.ts";
import type { ModelSpeeds } from "./model-speeds.ts";
import { bytesOf, type PlanFacts } from "./plan-facts.ts";
import { encoderShape, type EncoderShape } from "./encoder-shape.ts";

/** How long a model needs to take something in before it can answer. */
export interface ReadingTime {
  readonly ms: number;
  /** Whether replies of this model on this computer took as long; otherwise it is an estimate. */
  readonly isMeasured: boolean;
}

/** Of each, null: not known before it was tried. */
export interface ReadingTimes {
  /** A page of text, 500 words. */
  readonly page: ReadingTime | null;
  /** A photo at its usual detail, 280 tokens. */
  readonly photo: ReadingTime | null;
  /** 30 seconds of sound. */
  readonly clip: ReadingTime | null;
  readonly image: (tokens: number) => ReadingTime | null;
}

export interface ReadingModel extends MediaCapabilities {
  readonly facts: PlanFacts;
  /** null: it takes neither images nor audio. */
  readonly projectorBytes: number | null;
  /** null: it has generated nothing on this computer yet. */
  readonly speeds: ModelSpeeds | null;
}

const pageTokens = 670;
const photoTokens = 280;
const clipTokens = longestClipSamples / samplesPerToken;

export function readingTimes(model: ReadingModel, hardware: Hardware): ReadingTimes {
  const { facts, speeds, sees, hears, projectorBytes } = model;
  const measured = speeds?.msPerPromptToken ?? null;
  const promptMs = measured ?? estimatedPromptMs(facts, hardware);
  const shape = projectorBytes === null ? null : encoderShape(projectorBytes, hears);
  const image = (tokens: number) =>
    sees && shape !== null ? imageTime(tokens, facts, shape, promptMs, speeds?.images ?? []) : null;
  const audioMs = speeds?.msPerAudioToken ?? null;
  return {
    page: promptMs === null ? null : { ms: pageTokens * promptMs, isMeasured: measured !== null },
    photo: image(photoTokens),
    clip:
      !hears || shape === null
        ? null
        : audioMs !== null
          ? { ms: clipTokens * audioMs, isMeasured: true }
          : estimate(promptMs && clipTokens * (promptMs + clipTokenMs(facts, shape, promptMs))),
    image,
  };
}

/**
 * A size that was measured is returned as it was. Others follow the shape of the encoder, scaled by the nearest
 * measured size: attention grows with the square of an image's tokens.
 */
function imageTime(
  tokens: number,
  facts: PlanFacts,
  shape: EncoderShape,
  promptMs: number | null,
  measured: readonly MeasuredSize[],
): ReadingTime | null {
  const like = (size: number) => Math.abs(Math.log(size / tokens));
  const [nearest] = measured.toSorted((a, b) => like(a.tokens) - like(b.tokens));
  // An image fills its budget as far as its shape allows.
  if (nearest !== undefined && like(nearest.tokens) < sameSize) {
    return { ms: (nearest.ms * tokens) / nearest.tokens, isMeasured: true };
  }
  // Relative to each other, the times of two sizes depend little on the computer.
  const assumedMs = promptMs ?? 1;
  const expected = (size: number) => size * assumedMs + encodingMs(size, facts, shape, assumedMs);
  if (nearest !== undefined) return estimate((nearest.ms * expected(tokens)) / expected(nearest.tokens));
  return estimate(promptMs && expected(tokens));
}

interface MeasuredSize {
  readonly tokens: number;
  readonly ms: number;
}

const sameSize = 0.15;

const estimate = (ms: number | null): ReadingTime | null => (ms === null ? null : { ms, isMeasured: false });

function encodingMs(tokens: number, facts: PlanFacts, { image }: EncoderShape, promptMs: number): number {
  const patches = tokens * patchesPerToken;
  const linear = patches * image.weights;
  const attention = 2 * image.layers * image.width * patches ** 2;
  return (linear / linearShare + attention / attentionShare) * msPerOperation(facts, promptMs);
}

const patchesPerToken = 9;

function clipTokenMs(facts: PlanFacts, { audio }: EncoderShape, promptMs: number): number {
  return (audio.weights / linearShare) * msPerOperation(facts, promptMs);
}

/**
 * An encoder works with floats and many small matrices, and is slower than the model by these factors. Measured
 * with E2B on two cores: 13.6 s for 280 tokens, 96.8 s for 1,120, and 16.1 s for a clip of 30 s.
 */
const linearShare = 0.62;
const attentionShare = 0.4;

/** Of a multiplication with addition. */
const msPerOperation = (facts: PlanFacts, promptMs: number) => promptMs / activeWeights(facts);

/** null: it was not measured, or a GPU calculates, whose speed shows with the first prompt. */
function estimatedPromptMs(facts: PlanFacts, { gpu, operationsPerSecond }: Hardware): number | null {
  if (gpu !== null || operationsPerSecond === null) return null;
  return (1_000 * activeWeights(facts)) / (operationsPerSecond * vectorGain);
}

/**
 * How much more than plain code the engine gets from a processor, by vectors and whole numbers: 11 where there
 * are AVX-512 and VNNI, about half without.
 */
const vectorGain = 8;

/** How many weights a token is multiplied with. */
function activeWeights({ layers }: PlanFacts): number {
  return layers.reduce((sum, { weights, activeBytes }) => {
    const bytes = bytesOf(weights);
    const count = Object.entries(weights).reduce(
      (all, [type, size]) => all + size / (bytesPerWeight.get(type) ?? 1),
      0,
    );
    return sum + (bytes === 0 ? 0 : (count * activeBytes) / bytes);
  }, 0);
}

const bytesPerWeight: ReadonlyMap<string, number> = new Map(
  [...tensorTypes.values()].map(({ name, blockSize, blockBytes }) => [name, blockBytes / blockSize]),
);
