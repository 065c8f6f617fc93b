/** The dimensions of the random projectors: those of the real ones where the input decides, else as small as they work. */
export const projectorSize = {
  patchPx: 16,
  /** Patches are pooled three by three to one token. */
  tokenPx: 48,
  /** A strip of 1,120 tokens is as long as an image can be. */
  longestTokens: 1120,
  melBins: 128,
  samplesPerToken: 640,
  width: 64,
  heads: 4,
  headSize: 16,
  feedForward: 128,
  layers: 2,
} as const;
