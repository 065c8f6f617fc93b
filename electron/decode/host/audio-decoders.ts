import { unsupportedFormat } from "../../../shared/media/format-kinds.ts";
import {
  plainDecoders,
  type ChunkDecoder,
  type PlainAudioFormat,
} from "../../../shared/media/plain-audio.ts";

export type AudioCodec = PlainAudioFormat | "mp3" | "flac" | "vorbis" | "opus" | "amr";

/**
 * Each is loaded when the first file needs it. All are under the MIT licence or Apache 2.0, and those of AAC,
 * AC-3 and WMA, which are not, are left out (ADR 30).
 */
export const audioDecoders: Readonly<Record<AudioCodec, () => Promise<ChunkDecoder>>> = {
  ...plainDecoders,
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
  throw unsupportedFormat("Ogg without Vorbis, Opus or FLAC", "video");
}
