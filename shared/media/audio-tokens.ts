export const audioSampleRate = 16_000;

/** Longer ones were never trained; llama.cpp would cut them in pieces or go on without a word. */
export const longestClipSamples = 30 * audioSampleRate;

/** A token takes 40 ms. */
export const samplesPerToken = 640;

/** The projectors that hear: of E2B and E4B, and of 12B. */
export type AudioProjectorKind = "gemma4a" | "gemma4ua";

/**
 * How many tokens a clip of at most 30 s takes, at least one and 25 a second at most, exactly as llama.cpp counts them. The
 * two kinds differ by one where a clip ends less than 10 ms within a token, and agree on whole tokens (`wholeTokens`).
 */
export function clipTokens(sampleCount: number, kind: AudioProjectorKind): number {
  if (kind === "gemma4ua") {
    return Math.ceil(sampleCount / samplesPerToken);
  }
  // A frame every 10 ms, of which two convolutions make a quarter each time rounding up: mtmd-audio.cpp, clip.cpp.
  const frames = Math.max(1, Math.floor((sampleCount - 1) / 160));
  return Math.ceil(frames / 4);
}

/** The number of samples to fill a clip up to, with silence, so that it takes the same tokens in every model. */
export function wholeTokens(sampleCount: number): number {
  return Math.max(1, Math.ceil(sampleCount / samplesPerToken)) * samplesPerToken;
}
