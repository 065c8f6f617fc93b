/** What the input of every projector decides. */
export const inputSize = {
  patchPx: 16,
  /** Patches are pooled three by three to one token. */
  tokenPx: 48,
  /** A strip of 1,120 tokens is as long as an image can be. */
  longestTokens: 1120,
  melBins: 128,
  samplesPerToken: 640,
} as const;

/** Of an encoder that has a tower. */
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

/** As small as they work. */
export const smallProjector: ProjectorSize = { vision: smallTower, audio: smallTower };

/** About as large as those of E2B and E4B, whose published files hold some 150 and 300 million weights: for measuring. */
export const largeProjector: ProjectorSize = {
  vision: { width: 768, heads: 12, headSize: 64, feedForward: 3072, layers: 16 },
  audio: { width: 1024, heads: 8, headSize: 128, feedForward: 4096, layers: 12 },
};
