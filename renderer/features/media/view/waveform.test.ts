import fc from "fast-check";
import { expect, test } from "vitest";
import { peakOf, stretchesOf, waveformPath } from "./waveform.ts";

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
