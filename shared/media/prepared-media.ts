/**
 * What the model is given of a picture or a sound: decoded by the page, kept as a file under the hash of its bytes.
 * Nothing but these two layouts ever reaches native code.
 */
export type PreparedMedia = PreparedImage | PreparedAudio;

/** RGB, 8 bits each, rows from the top, no padding: `widthPx * heightPx * 3` bytes. */
export interface PreparedImage {
  readonly kind: "image";
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  /** Multiples of 48, both: one token takes 48 × 48 pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Mono, 16,000 samples a second, 32-bit little-endian floats from -1 to 1; 30 seconds at most. */
export interface PreparedAudio {
  readonly kind: "audio";
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly sampleCount: number;
}

/** How long its file is. */
export function preparedBytes(media: PreparedMedia): number {
  return media.kind === "image" ? media.widthPx * media.heightPx * 3 : media.sampleCount * 4;
}
