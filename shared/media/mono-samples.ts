import { audioSampleRate } from "./audio-tokens.ts";
import { mixToMono } from "./mix-to-mono.ts";
import { createResampler, type Resampler } from "./resampler.ts";

/** A piece of decoded audio: its channels, all of the same length. */
export interface DecodedSamples {
  readonly channels: readonly Float32Array[];
  /** In Hz. */
  readonly sampleRate: number;
}

/** Mixes decoded audio to one channel and resamples it to 16 kHz. Its rate may change within a recording. */
export async function* monoSamples(
  pieces: AsyncIterable<DecodedSamples>,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  let resampler: Resampler | null = null;
  let rate = 0;
  for await (const { channels, sampleRate } of pieces) {
    if (!resampler || sampleRate !== rate) {
      if (resampler) yield resampler.finish();
      rate = sampleRate;
      resampler = createResampler(rate, audioSampleRate);
    }
    yield resampler.add(mixToMono(channels));
  }
  if (resampler) yield resampler.finish();
}
