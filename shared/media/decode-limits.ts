/** Limits of what is decoded, in the page and in the decode process. */
export const decodeLimits = {
  /** A decoded pixel takes four bytes; a larger image could crash the decoder. */
  imagePixels: 120_000_000,
  audioMs: 4 * 3_600_000,
  /** At one frame a second, the models were not trained on longer videos. */
  videoMs: 60_000,
  /** Kinds of files that are held in memory as a whole while they are decoded. */
  fileBytes: { image: 250e6, heic: 100e6, pdf: 250e6, package: 250e6 },
  /** The longer side of a thumbnail. */
  thumbnailSidePx: 320,
} as const;
