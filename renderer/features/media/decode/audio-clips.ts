import { audioSampleRate, wholeTokens } from "../../../../shared/media/audio-tokens.ts";
import { createClipSplitter, type Clip } from "../../../../shared/speech/clip-splitter.ts";
import { finiteSamples } from "../../../../shared/speech/finite-samples.ts";
import { AudioSampleSink, type AudioSample, type InputAudioTrack } from "mediabunny";
import { mixToMono } from "./mix-to-mono.ts";
import type { DecodedClip } from "./recording-protocol.ts";
import { createResampler, type Resampler } from "./resampler.ts";

/**
 * The clips of a track in order. Decodes, resamples and splits as a stream, so memory does not grow with
 * length.
 */
export async function* clipsOfTrack(track: InputAudioTrack): AsyncGenerator<DecodedClip> {
  yield* clipsOf(resampled(new AudioSampleSink(track).samples()));
}

/** Splits a stream of 16 kHz samples into clips. Silent clips are left out, unless all of them are silent. */
export async function* clipsOf(
  pieces: AsyncIterable<Float32Array> | Iterable<Float32Array>,
): AsyncGenerator<DecodedClip> {
  const splitter = createClipSplitter();
  const silences: Clip[] = [];
  let heardCount = 0;
  const heard = (clips: readonly Clip[]): DecodedClip[] => {
    const loud = clips.filter(({ isSilent }) => !isSilent);
    heardCount += loud.length;
    // Audio that is nothing but silence becomes a single clip.
    if (silences.length === 0) silences.push(...clips.filter(({ isSilent }) => isSilent).slice(0, 1));
    return loud.map(decodedClip);
  };
  for await (const piece of pieces) yield* heard(splitter.add(piece));
  yield* heard(splitter.finish());
  if (heardCount === 0) yield* silences.map(decodedClip);
}

function decodedClip({ samples, startSample }: Clip): DecodedClip {
  // Padded with zeros to whole tokens, so that every model counts the same number.
  const sampleCount = wholeTokens(samples.length);
  const padding = new Float32Array(sampleCount - samples.length);
  const timeMs = Math.round((startSample / audioSampleRate) * 1000);
  return { kind: "clip", timeMs, sampleCount, samples: new Blob([samples, padding]) };
}

async function* resampled(samples: AsyncIterable<AudioSample>): AsyncGenerator<Float32Array> {
  let resampler: Resampler | null = null;
  let rate = 0;
  for await (const sample of samples) {
    // The decoder's rate: a file's header may state half of it, and it may change within a track.
    if (!resampler || sample.sampleRate !== rate) {
      if (resampler) yield resampler.finish();
      rate = sample.sampleRate;
      resampler = createResampler(rate, audioSampleRate);
    }
    yield resampler.add(monoOf(sample));
  }
  if (resampler) yield resampler.finish();
}

/** Takes the sample over: it is closed also where its data can't be read. */
function monoOf(sample: AudioSample): Float32Array {
  try {
    // Before resampling, which would spread what is no number over the samples around it.
    return finiteSamples(mixToMono(channelsOf(sample)));
  } finally {
    sample.close();
  }
}

function channelsOf(sample: AudioSample): Float32Array[] {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const channel = new Float32Array(sample.numberOfFrames);
    sample.copyTo(channel, { planeIndex, format: "f32-planar" });
    return channel;
  });
}
