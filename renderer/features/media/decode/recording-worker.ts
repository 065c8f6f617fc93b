/// <reference lib="webworker" />
import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";
import { ALL_FORMATS, BlobSource, Input, type InputAudioTrack, type InputVideoTrack } from "mediabunny";
import { decodeLimits } from "../../../../shared/media/decode-limits.ts";
import { DecodeError, toDecodeFailure } from "../../../../shared/media/decode-failure.ts";
import { isMovieCutShort } from "../../../../shared/media/cut-short.ts";
import { fileFormat, headLength } from "../../../../shared/media/file-format.ts";
import { monoSamples } from "../../../../shared/media/mono-samples.ts";
import {
  decodedChunks,
  plainDecoders,
  plainFormatOf,
  type AudioFile,
  type PlainAudioFormat,
} from "../../../../shared/media/plain-audio.ts";
import { isFlacCutShort } from "./flac-metadata.ts";
import { readFrames } from "./video-frames.ts";
import { mixToMono } from "../../../../shared/media/mix-to-mono.ts";
import type { DecodedRecording, RecordingJob, RecordingPart } from "./recording-protocol.ts";
import { serveJobs, type JobReport } from "./serve-jobs.ts";
import { clipsOf, clipsOfTrack } from "./audio-clips.ts";

const samplesPerMs = audioSampleRate / 1000;

type Report = JobReport<RecordingPart>;

serveJobs<DecodedRecording, RecordingPart>(async ({ source }: RecordingJob, report) => ({
  output:
    source.type === "samples"
      ? await decodeSamples(source.channels, report)
      : await decodeFile(source.file, report),
}));

async function decodeFile(file: Blob, report: Report): Promise<DecodedRecording> {
  if (await isFlacCutShort(file))
    throw new DecodeError("cut-short", "The FLAC file contains no audio frames");
  const read = readerOf(file);
  const head = await read(0, headLength);
  const format = fileFormat(head, "");
  const plain = plainFormatOf(format, head);
  if (plain !== null) return decodePlain({ sizeBytes: file.size, read }, plain, report);
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    return await decodeInput(input, report);
  } catch (thrown) {
    const isMovie = format === "mp4" || format === "m4a";
    const looksDamaged = ["broken", "nothing-in-it"].includes(toDecodeFailure(thrown).trouble);
    if (isMovie && looksDamaged && (await isMovieCutShort(file.size, read))) {
      throw new DecodeError("cut-short", "The movie ends within one of its parts");
    }
    throw thrown;
  } finally {
    input.dispose();
  }
}

/** Decodes what the browser cannot and plain JavaScript can. */
async function decodePlain(
  file: AudioFile,
  format: PlainAudioFormat,
  report: Report,
): Promise<DecodedRecording> {
  const decoder = await plainDecoders[format]();
  let sampleCount = 0;
  const counted = async function* () {
    for await (const samples of monoSamples(decodedChunks(file, decoder))) {
      sampleCount += samples.length;
      assertFits(sampleCount / samplesPerMs, decodeLimits.audioMs);
      yield samples;
    }
  };
  try {
    for await (const clip of clipsOf(counted())) await report.part(clip);
  } finally {
    decoder.free();
  }
  if (sampleCount === 0) throw new DecodeError("nothing-in-it", "The file has no samples");
  return { durationMs: Math.round(sampleCount / samplesPerMs), size: null, thumbnail: null };
}

function readerOf(file: Blob): AudioFile["read"] {
  return async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
}

async function decodeInput(input: Input, report: Report): Promise<DecodedRecording> {
  if (!(await input.canRead())) throw new DecodeError("broken", "Unrecognized recording format");
  const audio = await input.getPrimaryAudioTrack();
  const video = await input.getPrimaryVideoTrack();
  const main = video ?? audio;
  if (!main) throw new DecodeError("nothing-in-it", "The file has no audio or video track");
  const durationMs = Math.round((await input.computeDuration()) * 1000);
  assertFits(durationMs, video ? decodeLimits.videoMs : decodeLimits.audioMs);
  await assertDecodable(main);

  const videoShare = video ? 0.8 : 0;
  const frames =
    video &&
    (await readFrames(video, async (frame, part) => {
      await report.part(frame);
      report.progress(part * videoShare);
    }));
  let clipCount = 0;
  if (audio && (await audio.canDecode())) {
    for await (const clip of clipsOfTrack(audio)) {
      clipCount += 1;
      await report.part(clip);
      report.progress(videoShare + (1 - videoShare) * Math.min(1, clip.timeMs / durationMs));
    }
  }
  if (clipCount === 0 && !video) throw new DecodeError("nothing-in-it", "The audio track has no samples");
  return { durationMs, size: frames?.size ?? null, thumbnail: frames?.thumbnail ?? null };
}

async function decodeSamples(channels: readonly Float32Array[], report: Report): Promise<DecodedRecording> {
  const durationMs = Math.round((channels[0]?.length ?? 0) / samplesPerMs);
  assertFits(durationMs, decodeLimits.audioMs);
  for await (const clip of clipsOf([mixToMono(channels)])) await report.part(clip);
  return { durationMs, size: null, thumbnail: null };
}

function assertFits(durationMs: number, limitMs: number): void {
  // The last frame of a minute may end a little after it.
  if (durationMs > limitMs + 1000) throw new DecodeError("too-long", `${durationMs} ms`, { limitMs });
}

async function assertDecodable(track: InputAudioTrack | InputVideoTrack): Promise<void> {
  if (await track.canDecode()) return;
  const codec = (await track.getCodec()) ?? "unknown";
  throw new DecodeError(isSecureContext ? "no-decoder" : "insecure", `No decoder for ${codec}`, {
    codec,
    of: track.isVideoTrack() ? "video" : "audio",
  });
}
