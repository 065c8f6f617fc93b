/**
 * Limit of the cache for image and audio embeddings: eight images of the largest budget, or a one-minute
 * video with audio. The planner counts it and the engine enforces it.
 *
 * @param width embedding length of the model
 */
export const mediaCacheBytes = (width: number): number => keptTokens * width * bytesOfF32;

/** The largest budget of an image is 1120 tokens. */
const keptTokens = 8 * 1120;
const bytesOfF32 = 4;
