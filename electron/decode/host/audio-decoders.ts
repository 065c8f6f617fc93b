import { DecodeError } from "../../../shared/media/decode-failure.ts";

/** Decoded samples of every channel; none where a chunk completes no frame. */
export interface DecodedAudio {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** Decodes a file that is added in chunks of any length. */
export interface ChunkDecoder {
  decode(chunk: Uint8Array): DecodedAudio;
  /** The rest, at the end of the file. */
  flush(): DecodedAudio;
  free(): void;
}

export type AudioCodec = "wav" | "mp3" | "flac" | "vorbis" | "opus" | "aiff" | "caf" | "amr";

/**
 * Each is loaded when the first file needs it. All are under the MIT licence or Apache 2.0, and those of AAC,
 * AC-3 and WMA, which are not, are left out (ADR 30).
 */
export const audioDecoders: Readonly<Record<AudioCodec, () => Promise<ChunkDecoder>>> = {
  wav: async () => (await import("@audio/decode-wav")).decoder(),
  aiff: async () => (await import("@audio/decode-aiff")).decoder(),
  caf: async () => (await import("@audio/decode-caf")).decoder(),
  flac: async () => (await import("@audio/decode-flac")).decoder(),
  vorbis: async () => (await import("@audio/decode-vorbis")).decoder(),
  opus: async () => (await import("@audio/decode-opus")).decoder(),
  amr: async () => (await import("@audio/decode-amr")).decoder(),
  async mp3() {
    const { MPEGDecoder } = await import("mpg123-decoder");
    // Browsers keep the silence that the encoder added at both ends, too.
    const decoder = new MPEGDecoder({ enableGapless: false });
    await decoder.ready;
    return {
      decode: (chunk) => decoder.decode(chunk),
      flush: () => ({ channelData: [], sampleRate: 0 }),
      free: () => decoder.free(),
    };
  },
};

/**
 * The codec in an Ogg file, by its first page.
 * @throws DecodeError `unsupported-format` for a video or another codec
 */
export function oggCodec(head: Uint8Array): AudioCodec {
  // The header of the page ends with the lengths of its segments.
  const at = 27 + (head[26] ?? 0);
  const mark = String.fromCharCode(...head.subarray(at, at + 8));
  if (mark.startsWith("\x01vorbis")) return "vorbis";
  if (mark === "OpusHead") return "opus";
  if (mark.startsWith("\x7fFLAC")) return "flac";
  throw new DecodeError("unsupported-format", "Neither Vorbis, Opus nor FLAC", {
    format: "Ogg",
    of: "video",
  });
}
