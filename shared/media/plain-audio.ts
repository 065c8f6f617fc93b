import type { DecodedSamples } from "./mono-samples.ts";

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

/** Formats without compression, or with a simple one. Their decoders are plain JavaScript. */
export type PlainAudioFormat = "wav" | "aiff" | "caf";

/** Each is loaded when the first file needs it. */
export const plainDecoders: Readonly<Record<PlainAudioFormat, () => Promise<ChunkDecoder>>> = {
  wav: async () => (await import("@audio/decode-wav")).decoder(),
  aiff: async () => (await import("@audio/decode-aiff")).decoder(),
  caf: async () => (await import("@audio/decode-caf")).decoder(),
};

const chunkBytes = 256 * 1024;

export interface AudioFile {
  readonly sizeBytes: number;
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

/** Decodes a file from its beginning to its end. */
export async function* decodedChunks(
  { read, sizeBytes }: AudioFile,
  decoder: ChunkDecoder,
): AsyncGenerator<DecodedSamples> {
  for (let offset = 0; offset < sizeBytes; offset += chunkBytes) {
    const { channelData, sampleRate } = decoder.decode(await read(offset, chunkBytes));
    if (hasSamples(channelData)) yield { channels: channelData, sampleRate };
  }
  const { channelData, sampleRate } = decoder.flush();
  if (hasSamples(channelData)) yield { channels: channelData, sampleRate };
}

function hasSamples(channels: readonly Float32Array[]): boolean {
  return (channels[0]?.length ?? 0) > 0;
}

/** What of a recording the browser cannot decode, and a plain decoder can; null: the browser's job. */
export function plainFormatOf(format: string | null, head: Uint8Array): PlainAudioFormat | null {
  if (format === "aiff" || format === "caf") return format;
  return format === "wav" && isAdpcm(head) ? "wav" : null;
}

/** Whether the format chunk of a WAV file names Microsoft's or IMA's ADPCM. */
function isAdpcm(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 12; at + 10 <= head.length; at += 8 + view.getUint32(at + 4, true)) {
    if (String.fromCharCode(...head.subarray(at, at + 4)) === "fmt ") {
      return [0x0002, 0x0011].includes(view.getUint16(at + 8, true));
    }
  }
  return false;
}
