/** Input sizes that all projectors share. */
export const inputSize = {
  patchPx: 16,
  /** Three by three patches are pooled to one token. */
  tokenPx: 48,
  /** The longest side of an image: a strip of 1,120 tokens. */
  longestTokens: 1120,
  melBins: 128,
  samplesPerToken: 640,
} as const;

/** The size of an encoder with a tower. */
export interface TowerSize {
  readonly width: number;
  readonly heads: number;
  readonly headSize: number;
  readonly feedForward: number;
  readonly layers: number;
}

export interface ProjectorSize {
  readonly vision: TowerSize;
  readonly audio: TowerSize;
}

const smallTower: TowerSize = { width: 64, heads: 4, headSize: 16, feedForward: 128, layers: 2 };

/** The smallest working sizes. */
export const smallProjector: ProjectorSize = { vision: smallTower, audio: smallTower };

/**
 * About the size of the encoders of E2B and E4B, whose published files hold some 150 and 300 million weights.
 * For benchmarks.
 */
export const largeProjector: ProjectorSize = {
  vision: { width: 768, heads: 12, headSize: 64, feedForward: 3072, layers: 16 },
  audio: { width: 1024, heads: 8, headSize: 128, feedForward: 4096, layers: 12 },
};
