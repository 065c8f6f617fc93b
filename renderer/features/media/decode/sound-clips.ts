import { audioSampleRate, wholeTokens } from "../../../../shared/media/audio-tokens.ts";
import { createClipSplitter, type Clip } from "../../../../shared/speech/clip-splitter.ts";
import { AudioSampleSink, type AudioSample, type InputAudioTrack } from "mediabunny";
import { mixToMono } from "./mix-to-mono.ts";
import type { DecodedClip } from "./recording-protocol.ts";
import { createResampler, type Resampler } from "./resampler.ts";

/** The clips of a track, in order; decoded, resampled and cut piece by piece, so that its length does not matter. */
export async function* clipsOfTrack(track: InputAudioTrack): AsyncGenerator<DecodedClip> {
  yield* clipsOf(resampled(new AudioSampleSink(track).samples()));
}

/** Of samples that come in pieces, 16,000 a second. Where nothing is heard is left out, unless that is all there is. */
export async function* clipsOf(
  pieces: AsyncIterable<Float32Array> | Iterable<Float32Array>,
): AsyncGenerator<DecodedClip> {
  const splitter = createClipSplitter();
  const silences: Clip[] = [];
  let heardCount = 0;
  const heard = (clips: readonly Clip[]): DecodedClip[] => {
    const loud = clips.filter(({ isSilent }) => !isSilent);
    heardCount += loud.length;
    // One is enough to show for a sound that is nothing but silence.
    if (silences.length === 0) silences.push(...clips.filter(({ isSilent }) => isSilent).slice(0, 1));
    return loud.map(decodedClip);
  };
  for await (const piece of pieces) yield* heard(splitter.add(piece));
  yield* heard(splitter.finish());
  if (heardCount === 0) yield* silences.map(decodedClip);
}

function decodedClip({ samples, startSample }: Clip): DecodedClip {
  // Silence up to the end of its last token, so that every model counts the same.
  const sampleCount = wholeTokens(samples.length);
  const padding = new Float32Array(sampleCount - samples.length);
  const timeMs = Math.round((startSample / audioSampleRate) * 1000);
  return { kind: "clip", timeMs, sampleCount, samples: new Blob([samples, padding]) };
}

async function* resampled(samples: AsyncIterable<AudioSample>): AsyncGenerator<Float32Array> {
  let resampler: Resampler | null = null;
  let rate = 0;
  for await (const sample of samples) {
    // The decoder's own rate: a file may name half of it. It may change in the middle.
    if (!resampler || sample.sampleRate !== rate) {
      if (resampler) yield resampler.finish();
      rate = sample.sampleRate;
      resampler = createResampler(rate, audioSampleRate);
    }
    const mono = mixToMono(channelsOf(sample));
    sample.close();
    yield resampler.add(mono);
  }
  if (resampler) yield resampler.finish();
}

function channelsOf(sample: AudioSample): Float32Array[] {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const channel = new Float32Array(sample.numberOfFrames);
    sample.copyTo(channel, { planeIndex, format: "f32-planar" });
    return channel;
  });
}
