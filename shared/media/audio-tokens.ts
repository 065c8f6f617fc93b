export const audioSampleRate = 16_000;

/** The models are not trained on longer clips; llama.cpp would split them or continue without an error. */
export const longestClipSamples = 30 * audioSampleRate;

/** One token is 40 ms. */
export const samplesPerToken = 640;

/** The audio projectors: of E2B and E4B, and of 12B. */
export type AudioProjectorKind = "gemma4a" | "gemma4ua";

/**
 * Number of tokens of a clip of at most 30 s: at least 1 and at most 25 per second, computed exactly as in
 * llama.cpp. The kinds differ by one token where a clip ends less than 10 ms into a token and agree on whole
 * tokens (`wholeTokens`).
 */
export function clipTokens(sampleCount: number, kind: AudioProjectorKind): number {
  if (kind === "gemma4ua") {
    return Math.ceil(sampleCount / samplesPerToken);
  }
  // One frame per 10 ms; two convolutions with stride 2 round up each time (mtmd-audio.cpp, clip.cpp).
  const frames = Math.max(1, Math.floor((sampleCount - 1) / 160));
  return Math.ceil(frames / 4);
}

/**
 * The length in samples to pad a clip to with silence, so that every model counts the same number of tokens.
 */
export function wholeTokens(sampleCount: number): number {
  return Math.max(1, Math.ceil(sampleCount / samplesPerToken)) * samplesPerToken;
}
