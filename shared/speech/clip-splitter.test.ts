import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canSpeak, spokenWords } from "../../tests/fixtures/spoken-words.ts";
import { audioSampleRate, longestClipSamples, samplesPerToken } from "../media/audio-tokens.ts";
import { createClipSplitter, type Clip } from "./clip-splitter.ts";

const seconds = (count: number) => Math.round(count * audioSampleRate);

/**
 * Synthetic words as loud as speech, with pauses between them and background noise. `spans` are the words, in
 * samples.
 */
function talk(
  words: readonly { readonly wordSamples: number | Float32Array; readonly pauseSamples: number }[],
  noise = 0.0005,
) {
  const lengthOf = (word: number | Float32Array) => (typeof word === "number" ? word : word.length);
  const total = words.reduce(
    (sum, { wordSamples, pauseSamples }) => sum + lengthOf(wordSamples) + pauseSamples,
    0,
  );
  const samples = new Float32Array(total);
  const spans: { readonly start: number; readonly end: number }[] = [];
  const random = randomFrom(7);
  for (let at = 0; at < total; at++) samples[at] = noise * (random() - 0.5);
  let at = 0;
  for (const { wordSamples, pauseSamples } of words) {
    const length = lengthOf(wordSamples);
    for (let index = 0; index < length; index++) {
      // Amplitude-modulated noise, like syllables.
      const shape = 0.4 + 0.3 * Math.sin((index / audioSampleRate) * 25);
      const sound = typeof wordSamples === "number" ? shape * (random() - 0.5) : (wordSamples[index] ?? 0);
      samples[at + index] = (samples[at + index] ?? 0) + sound;
    }
    spans.push({ start: at, end: at + length });
    at += length + pauseSamples;
  }
  return { samples, spans };
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function split(samples: Float32Array, chunk = seconds(1)): Clip[] {
  const splitter = createClipSplitter();
  const clips: Clip[] = [];
  for (let at = 0; at < samples.length; at += chunk)
    clips.push(...splitter.add(samples.subarray(at, at + chunk)));
  return [...clips, ...splitter.finish()];
}

function expectWhole(clips: readonly Clip[], samples: Float32Array): void {
  let at = 0;
  for (const [index, clip] of clips.entries()) {
    expect(clip.startSample).toBe(at);
    expect(clip.samples.length).toBeGreaterThan(0);
    expect(clip.samples.length).toBeLessThanOrEqual(longestClipSamples);
    if (index < clips.length - 1) expect(clip.samples.length % samplesPerToken).toBe(0);
    expect(
      Buffer.compare(bytesOf(clip.samples), bytesOf(samples.subarray(at, at + clip.samples.length))),
    ).toBe(0);
    at += clip.samples.length;
  }
  expect(at).toBe(samples.length);
}

function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/**
 * Cuts inside a word although there was a pause of 200 ms in the last ten seconds the clip could have had.
 */
function needlessCuts(
  clips: readonly Clip[],
  spans: readonly { readonly start: number; readonly end: number }[],
) {
  return clips.slice(1).filter(({ startSample: cut }, index) => {
    const limit = (clips[index]?.startSample ?? 0) + longestClipSamples;
    const isInWord = spans.some(({ start, end }) => cut > start && cut < end);
    const hadPause = spans.some(({ end }, place) => {
      const from = Math.max(end, limit - seconds(10));
      const to = Math.min(spans[place + 1]?.start ?? Infinity, limit);
      return to - from >= seconds(0.2);
    });
    return isInWord && hadPause;
  });
}

const words = fc.array(
  fc.record({
    wordSamples: fc.integer({ min: seconds(0.1), max: seconds(1.5) }),
    pauseSamples: fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: seconds(0.15) }), weight: 12 },
      { arbitrary: fc.integer({ min: seconds(0.2), max: seconds(0.8) }), weight: 6 },
      { arbitrary: fc.integer({ min: seconds(2), max: seconds(50) }), weight: 1 },
    ),
  }),
  { minLength: 1, maxLength: 80, size: "max" },
);

describe("createClipSplitter", () => {
  it("splits any recording into consecutive clips of at most 30 seconds without losing a sample", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: seconds(3) }), (said, offset) => {
        const { samples } = talk(said);
        expectWhole(split(samples.subarray(offset)), samples.subarray(offset));
      }),
      { numRuns: 10 },
    );
  });

  it("gives the same clips for any input chunk size", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 100, max: seconds(40) }), (said, chunk) => {
        const { samples } = talk(said);
        const starts = (clips: readonly Clip[]) =>
          clips.map(({ startSample, isSilent }) => [startSample, isSilent]);
        expect(starts(split(samples, chunk))).toEqual(starts(split(samples)));
      }),
      { numRuns: 5 },
    );
  });

  it.each([0, 0.0005, 0.01, 0.05])(
    "does not cut inside a word when a pause is near, with noise of %f",
    (noise) => {
      fc.assert(
        fc.property(words, (said) => {
          const { samples, spans } = talk(said, noise);
          expect(needlessCuts(split(samples), spans)).toEqual([]);
        }),
        { numRuns: 5 },
      );
    },
  );

  it.skipIf(!canSpeak)("does not cut inside a synthesized word when a pause is near", () => {
    // Skipped where espeak-ng is not installed.
    const spoken = spokenWords();
    const said = fc.array(
      fc.record({
        wordSamples: fc.constantFrom(...spoken),
        pauseSamples: fc.oneof(
          { arbitrary: fc.integer({ min: 0, max: seconds(0.1) }), weight: 4 },
          { arbitrary: fc.integer({ min: seconds(0.2), max: seconds(0.9) }), weight: 1 },
        ),
      }),
      { minLength: 90, maxLength: 160 },
    );
    fc.assert(
      fc.property(said, (sequence) => {
        const { samples, spans } = talk(sequence);
        const clips = split(samples);
        expectWhole(clips, samples);
        expect(needlessCuts(clips, spans)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it("returns one clip for a recording of 30 seconds", () => {
    const { samples } = talk([
      { wordSamples: seconds(20), pauseSamples: seconds(0.5) },
      { wordSamples: seconds(9.5), pauseSamples: 0 },
    ]);
    expect(samples.length).toBe(longestClipSamples);
    expect(split(samples)).toHaveLength(1);
  });

  it("separates a long silence and keeps half a second of it with the words on each side", () => {
    const { samples } = talk([
      { wordSamples: seconds(3), pauseSamples: seconds(40) },
      { wordSamples: seconds(2), pauseSamples: seconds(4) },
    ]);
    const clips = split(samples);
    expect(clips.map(({ isSilent }) => isSilent)).toEqual([false, true, true, false, true]);
    const [first, , , spoken, last] = clips.map(({ startSample }) => startSample / audioSampleRate);
    expect(first).toBe(0);
    expect(spoken).toBeCloseTo(42.5, 1);
    expect(last).toBeCloseTo(45.5, 1);
  });

  it("does not mark soft speech or a continuous tone as silent", () => {
    const soft = talk([
      { wordSamples: seconds(10), pauseSamples: seconds(3) },
      { wordSamples: seconds(8), pauseSamples: 0 },
    ]);
    const quiet = soft.samples.map((sample, at) => (at > seconds(12) ? sample * 0.12 : sample));
    const voices = split(quiet).filter(({ startSample }) => startSample >= seconds(12));
    expect(voices.map(({ isSilent }) => isSilent)).toEqual([false]);
    const tone = new Float32Array(seconds(70)).map((_, at) => 0.1 * Math.sin(at / 5));
    expect(split(tone).every(({ isSilent }) => !isSilent)).toBe(true);
  });

  it("returns clips during the recording and buffers at most 34 seconds", () => {
    const splitter = createClipSplitter();
    const { samples } = talk(
      Array.from({ length: 60 }, (_, index) => ({
        wordSamples: seconds(1),
        pauseSamples: seconds(index % 2),
      })),
    );
    let fed = 0;
    let taken = 0;
    for (let round = 0; round < 5; round++) {
      for (let at = 0; at < samples.length; at += seconds(0.5)) {
        const piece = samples.subarray(at, at + seconds(0.5));
        fed += piece.length;
        for (const clip of splitter.add(piece)) taken += clip.samples.length;
        expect(fed - taken).toBeLessThanOrEqual(seconds(34.5));
      }
    }
  });

  it("returns no clips for an empty recording", () => {
    expect(split(new Float32Array())).toEqual([]);
  });

  it("puts silence in place of samples that are no numbers", () => {
    const { samples } = talk([{ wordSamples: seconds(35), pauseSamples: 0 }]);
    const broken = samples.slice();
    const whole = samples.slice();
    for (const [at, value] of [NaN, Infinity, -Infinity].entries()) {
      broken.fill(value, seconds(at * 10), seconds(at * 10 + 3));
      whole.fill(0, seconds(at * 10), seconds(at * 10 + 3));
    }
    expectWhole(split(broken), whole);
  });
});
