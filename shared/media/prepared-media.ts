/**
 * Decoded media for the model. The page decodes it, and it is stored as a file named by the hash of its
 * bytes. These two layouts are the only media that native code receives.
 */
export type PreparedMedia = PreparedImage | PreparedAudio;

/** RGB, 8 bits each, rows from the top, no padding: `widthPx * heightPx * 3` bytes. */
export interface PreparedImage {
  readonly kind: "image";
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  /** Both sides are multiples of 48: one token is 48 × 48 pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Mono, 16,000 samples per second, 32-bit little-endian floats from -1 to 1; at most 30 seconds. */
export interface PreparedAudio {
  readonly kind: "audio";
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly sampleCount: number;
}

/** Size of the stored file in bytes. */
export function preparedBytes(media: PreparedMedia): number {
  return media.kind === "image" ? media.widthPx * media.heightPx * 3 : media.sampleCount * 4;
}
