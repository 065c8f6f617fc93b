import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { barCount, latestLevels, peakOf, stretchesOf, waveformOfLevels, waveformPath } from "./waveform.ts";

const second = 16_000;

test("scales the bars of a waveform to the loudest peak", () => {
  expect(peakOf(Float32Array.from([0, 0.25, -0.5]))).toBe(0.5);
  expect(waveformPath([0.25, 0.5])).toBe("M0.5 0.520V1.480M1.5 0.040V1.960");
});

test("draws silence and empty audio as a flat line", () => {
  expect(peakOf(new Float32Array())).toBe(0);
  expect(waveformPath([0, 0])).toBe("M0.5 0.960V1.040M1.5 0.960V1.040");
});

test("reads all of a short recording and treats gaps between clips as silence", () => {
  const clips = [
    { startMs: 0, sampleCount: second },
    { startMs: 3_000, sampleCount: second },
  ];
  const stretches = stretchesOf(clips, 4_000, 8).map((bar) => bar.map(({ from, to }) => [from, to]));
  const half = second / 2;
  expect(stretches).toEqual([[[0, half]], [[half, second]], [], [], [], [], [[0, half]], [[half, second]]]);
});

test("reads at most one second per bar and stays within the clips for any recording", () => {
  const recording = fc.array(fc.integer({ min: 1, max: 30 * second }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(recording, (lengths) => {
      let at = 0;
      const clips = lengths.map((sampleCount) => {
        const startMs = (at / second) * 1000;
        at += sampleCount;
        return { startMs, sampleCount };
      });
      const bars = stretchesOf(clips, (at / second) * 1000, 96);
      for (const bar of bars) {
        const read = bar.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(read).toBeLessThanOrEqual(second + bar.length);
        for (const { clip, from, to } of bar) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(clip.sampleCount);
        }
      }
    }),
  );
});

const heights = (path: string) =>
  [...path.matchAll(/V([\d.]+)/g)].map(([, end = ""]) => Number((Number(end) - 1).toFixed(2)));

describe("the waveform of levels", () => {
  it("shows the loudest of each bar's share, scaled to the loudest of all", () => {
    const levels = Array.from({ length: barCount * 3 }, (_, at) => (at === 4 ? 0.5 : at === 200 ? 0.25 : 0));
    const bars = heights(waveformOfLevels(levels));
    expect(bars).toHaveLength(barCount);
    expect([bars[1], bars[66], bars[2]]).toEqual([0.96, 0.48, 0.04]);
  });

  it("shows a short recording too", () => {
    expect(heights(waveformOfLevels([0.5, 1]))).toHaveLength(barCount);
  });

  it("enters at the end while recording, as loud as it is", () => {
    expect(heights(latestLevels([0.5])).slice(-2)).toEqual([0.04, 0.48]);
    expect(heights(latestLevels(new Array<number>(200).fill(1)))).toEqual(
      new Array<number>(barCount).fill(0.96),
    );
  });
});
