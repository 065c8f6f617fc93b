import { expect, test } from "vitest";
import { peaksOf, waveformPath } from "./waveform.ts";

test("a waveform shows where a sound is loud, as parts of its loudest", () => {
  const sound = Float32Array.from([0, 0.1, -0.5, 0.2, 0, 0, 0.25, 0]);
  expect(peaksOf(sound, 4)).toEqual([0.2, 1, 0, 0.5].map((peak) => expect.closeTo(peak, 5) as number));
});

test("silence and nothing at all are a flat line", () => {
  expect(peaksOf(new Float32Array(10), 3)).toEqual([0, 0, 0]);
  expect(waveformPath(peaksOf(new Float32Array(), 2))).toBe("M0.5 0.960V1.040M1.5 0.960V1.040");
});
