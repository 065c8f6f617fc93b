import { audioSampleRate } from "../../../shared/media/audio-tokens.ts";
import { DecodeError } from "../../../shared/media/decode-failure.ts";
import { decodeLimits } from "../../../shared/media/decode-limits.ts";
import { monoSamples } from "../../../shared/media/mono-samples.ts";
import { decodedChunks, type AudioFile } from "../../../shared/media/plain-audio.ts";
import { speechClips } from "../../../shared/speech/speech-clips.ts";
import type { PieceBytes } from "../decode-protocol.ts";
import { audioDecoders, type AudioCodec } from "./audio-decoders.ts";
import { recordingLength } from "./recording-length.ts";

const samplesPerMs = audioSampleRate / 1000;

export interface Recording extends AudioFile {
  readonly codec: AudioCodec;
}

/**
 * Decodes a recording to the clips that the page would prepare, as a stream: memory does not grow with its
 * length. The length is checked before it is decoded, and again while it is, because a header may be wrong.
 * @returns the length in milliseconds
 * @throws DecodeError
 */
export async function decodeRecording(
  recording: Recording,
  onPiece: (piece: PieceBytes) => Promise<void>,
): Promise<number> {
  const stated = await recordingLength(recording.read, recording.sizeBytes);
  if (stated !== null) assertFits(stated);
  const decoder = await audioDecoders[recording.codec]();
  let sampleCount = 0;
  const counted = async function* () {
    for await (const samples of monoSamples(decodedChunks(recording, decoder))) {
      sampleCount += samples.length;
      assertFits(sampleCount / samplesPerMs);
      yield samples;
    }
  };
  try {
    for await (const { samples, timeMs } of speechClips(counted())) {
      const bytes = new Uint8Array(samples.buffer);
      await onPiece({ kind: "audio", sampleCount: samples.length, timeMs, bytes });
    }
  } finally {
    decoder.free();
  }
  if (sampleCount === 0) throw new DecodeError("broken", "No audio could be decoded");
  return Math.round(sampleCount / samplesPerMs);
}

function assertFits(durationMs: number): void {
  const limitMs = decodeLimits.audioMs;
  if (durationMs > limitMs + 1000) throw new DecodeError("too-long", `${durationMs} ms`, { limitMs });
}
