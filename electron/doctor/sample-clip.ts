import { wavHeader, wavSamples } from "../../shared/media/wav-file.ts";

const sampleRate = 16_000;
const toneMs = 200;
const pauseMs = 100;
/** The two frequencies of telephone keys, in Hz: 1, 5 and 9. */
const keys = [
  [697, 1209],
  [770, 1336],
  [852, 1477],
] as const;

/** A WAV file of the telephone keys 1, 5 and 9: no speech is needed to see whether a model hears anything. */
export function sampleClip(): Uint8Array {
  const length = (ms: number) => (ms * sampleRate) / 1000;
  const samples = keys.flatMap(([low, high]) => [
    ...Array.from({ length: length(toneMs) }, (_, at) => (wave(low, at) + wave(high, at)) * 0.25),
    ...Array.from({ length: length(pauseMs) }, () => 0),
  ]);
  const header = wavHeader(samples.length, sampleRate);
  return Buffer.concat([header, Buffer.from(wavSamples(Float32Array.from(samples)).buffer)]);
}

function wave(hertz: number, at: number): number {
  return Math.sin((2 * Math.PI * hertz * at) / sampleRate);
}
