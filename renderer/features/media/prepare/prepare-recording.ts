import type { MediaContent, PreparedPiece } from "../../../../shared/chat/message-part.ts";
import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { decoders } from "../decode/decoders.ts";
import type { DecodedRecording, DecodedAudio, RecordingPart } from "../decode/recording-protocol.ts";
import type { JobOptions } from "../decode/worker-queue.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { blobMediaType, storeBlob } from "./store-blob.ts";

const decodingShare = 0.8;
/** Limit for files decoded in the page, as a whole: ten minutes of audio take 40 MB per channel. */
const maxBytesInPage = 100e6;

/** Stores clips and frames as they are decoded, so that long recordings are never in memory as a whole. */
export async function prepareRecording(file: File, options: PrepareOptions): Promise<MediaContent> {
  const { signal, onProgress } = options;
  const storing: Promise<PreparedPiece>[] = [];
  const job = {
    signal,
    onProgress: (progress: number) => onProgress(progress * decodingShare),
    onPart: (part: RecordingPart) => {
      const piece = storePart(part, signal);
      // Prevents an unhandled rejection; `Promise.all` below reports the error.
      piece.catch(() => undefined);
      storing.push(piece);
      return piece;
    },
  };
  const { durationMs, size, thumbnail } = await decode(file, job);
  const prepared = await Promise.all(storing);
  return {
    type: "media",
    kind: size ? "video" : "audio",
    hash: await storeBlob(file, signal),
    mediaType: await blobMediaType(file),
    name: file.name,
    sizeBytes: file.size,
    budget: size ? 70 : null,
    prepared,
    widthPx: size?.widthPx ?? null,
    heightPx: size?.heightPx ?? null,
    durationMs,
    thumbnailHash: thumbnail && (await storeBlob(thumbnail, signal)),
  };
}

async function storePart(part: RecordingPart, signal: AbortSignal): Promise<PreparedPiece> {
  const { timeMs } = part;
  if (part.kind === "clip") {
    const { samples, sampleCount } = part;
    return { kind: "audio", hash: await storeBlob(samples, signal), sampleCount, timeMs };
  }
  const { pixels, widthPx, heightPx } = part;
  return { kind: "image", hash: await storeBlob(pixels, signal), widthPx, heightPx, timeMs };
}

async function decode(file: File, job: JobOptions<RecordingPart>): Promise<DecodedRecording> {
  try {
    return await decoders.recording.run({ source: { type: "file", file } }, job);
  } catch (thrown) {
    // The page can decode only audio, which is not enough for a video.
    const isAudio = thrown instanceof DecodeError && thrown.data.of === "audio";
    const source = isAudio ? await decodeInPage(file) : null;
    if (!source) throw thrown;
    const transfer = source.channels.map(({ buffer }) => buffer);
    return decoders.recording.run({ source }, { ...job, transfer });
  }
}

/**
 * Decodes audio with Web Audio, for when the worker has no decoder (over plain HTTP). Null if the file is too
 * large to decode as a whole or cannot be decoded.
 */
async function decodeInPage(file: File): Promise<DecodedAudio | null> {
  if (file.size > maxBytesInPage) return null;
  try {
    const context = new OfflineAudioContext(1, 1, audioSampleRate);
    const audio = await context.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: audio.numberOfChannels }, (_, at) =>
      audio.getChannelData(at).slice(),
    );
    return { type: "samples", channels };
  } catch {
    return null;
  }
}
