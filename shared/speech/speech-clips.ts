import { audioSampleRate, wholeTokens } from "../media/audio-tokens.ts";
import { createClipSplitter, type Clip } from "./clip-splitter.ts";

/** A clip as a model is given it. */
export interface SpeechClip {
  /** 16,000 samples per second, a whole number of tokens. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Start within the recording. */
  readonly timeMs: number;
}

/** Splits a stream of 16 kHz samples into clips. Silent clips are left out, unless all of them are silent. */
export async function* speechClips(
  pieces: AsyncIterable<Float32Array> | Iterable<Float32Array>,
): AsyncGenerator<SpeechClip> {
  const splitter = createClipSplitter();
  const silences: Clip[] = [];
  let heardCount = 0;
  const heard = (clips: readonly Clip[]): SpeechClip[] => {
    const loud = clips.filter(({ isSilent }) => !isSilent);
    heardCount += loud.length;
    // Audio that is nothing but silence becomes a single clip.
    if (silences.length === 0) silences.push(...clips.filter(({ isSilent }) => isSilent).slice(0, 1));
    return loud.map(paddedClip);
  };
  for await (const piece of pieces) yield* heard(splitter.add(piece));
  yield* heard(splitter.finish());
  if (heardCount === 0) yield* silences.map(paddedClip);
}

/** Padded with zeros to whole tokens, so that every model counts the same number. */
function paddedClip({ samples, startSample }: Clip): SpeechClip {
  const padded = new Float32Array(wholeTokens(samples.length));
  padded.set(samples);
  return { samples: padded, timeMs: Math.round((startSample / audioSampleRate) * 1000) };
}
