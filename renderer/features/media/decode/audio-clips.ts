import { AudioSampleSink, type AudioSample, type InputAudioTrack } from "mediabunny";
import { monoSamples, type DecodedSamples } from "../../../../shared/media/mono-samples.ts";
import { speechClips } from "../../../../shared/speech/speech-clips.ts";
import type { DecodedClip } from "./recording-protocol.ts";

/**
 * The clips of a track in order. Decodes, resamples and splits as a stream, so memory does not grow with
 * length.
 */
export async function* clipsOfTrack(track: InputAudioTrack): AsyncGenerator<DecodedClip> {
  yield* clipsOf(monoSamples(decodedSamples(new AudioSampleSink(track).samples())));
}

/** As `speechClips`, in the form that the worker posts. */
export async function* clipsOf(
  pieces: AsyncIterable<Float32Array> | Iterable<Float32Array>,
): AsyncGenerator<DecodedClip> {
  for await (const { samples, timeMs } of speechClips(pieces)) {
    yield { kind: "clip", timeMs, sampleCount: samples.length, samples: new Blob([samples]) };
  }
}

async function* decodedSamples(samples: AsyncIterable<AudioSample>): AsyncGenerator<DecodedSamples> {
  for await (const sample of samples) {
    const channels = channelsOf(sample);
    // The decoder's rate: a file's header may state half of it.
    const { sampleRate } = sample;
    sample.close();
    yield { channels, sampleRate };
  }
}

function channelsOf(sample: AudioSample): Float32Array[] {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const channel = new Float32Array(sample.numberOfFrames);
    sample.copyTo(channel, { planeIndex, format: "f32-planar" });
    return channel;
  });
}
