import { open } from "node:fs/promises";
import { audioSampleRate } from "../../../shared/media/audio-tokens.ts";
import { recordingOf } from "../../../tests/fixtures/recording-of-samples.ts";
import { listener } from "../../../tests/fixtures/trained-models.ts";
import { readWav, wavOf } from "../../../tests/fixtures/wav-samples.ts";

/** The keys of one clip in a recording, and their position. */
export interface RecordedClip {
  readonly keys: string;
  readonly atMs: number;
}

const headerBytes = 44;

/**
 * Writes a WAV of about `minutes`, repeating the samples with pauses between them. @returns the clips it
 * contains
 */
export async function writeRecording(path: string, minutes: number): Promise<readonly RecordedClip[]> {
  const block = await recordingOf(listener.samples);
  const blockMs = (block.length / audioSampleRate) * 1000;
  const blocks = Math.max(1, Math.round((minutes * 60_000) / blockMs));
  const wav = Buffer.from(wavOf(block));
  const data = wav.subarray(headerBytes);
  wav.writeUInt32LE(headerBytes - 8 + data.length * blocks, 4);
  wav.writeUInt32LE(data.length * blocks, 40);
  const file = await open(path, "w");
  try {
    await file.write(wav.subarray(0, headerBytes));
    for (let at = 0; at < blocks; at++) await file.write(data);
  } finally {
    await file.close();
  }
  const clips = await clipsInBlock();
  return Array.from({ length: blocks }, (_, at) =>
    clips.map(({ keys, atMs }) => ({ keys, atMs: atMs + at * blockMs })),
  ).flat();
}

const pauseMs = 3_000;

async function clipsInBlock(): Promise<readonly RecordedClip[]> {
  let atMs = 0;
  const clips: RecordedClip[] = [];
  for (const { keys, path } of listener.samples) {
    atMs += pauseMs;
    clips.push({ keys, atMs });
    atMs += ((await readWav(path)).length / audioSampleRate) * 1000;
  }
  return clips;
}
