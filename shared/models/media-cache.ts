/**
 * What embeddings of images and sounds may take, so that none is encoded twice: eight images of the largest kind, or a film of
 * a minute with its sound. The planner counts it and the engine keeps no more.
 * @param width numbers in an embedding of the model
 */
export const mediaCacheBytes = (width: number): number => keptTokens * width * bytesOfF32;

/** The largest budget of an image is 1120 tokens. */
const keptTokens = 8 * 1120;
const bytesOfF32 = 4;
