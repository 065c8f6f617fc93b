import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createResampler } from "./resampler.ts";

function resampled(
  samples: Float32Array,
  rate: number,
  pieces: readonly number[] = [samples.length],
): Float32Array {
  const resampler = createResampler(rate, 16_000);
  const result: number[] = [];
  let at = 0;
  for (let turn = 0; at < samples.length; turn++) {
    const length = pieces[turn % pieces.length] ?? 1;
    result.push(...resampler.add(samples.subarray(at, at + length)));
    at += length;
  }
  result.push(...resampler.finish());
  return Float32Array.from(result);
}

function tone(frequency: number, rate: number, seconds = 0.5): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, at) =>
    Math.sin((2 * Math.PI * frequency * at) / rate),
  );
}

/** Without the ends, where part of the kernel covers silence. */
function inner(samples: Float32Array): Float32Array {
  return samples.subarray(800, samples.length - 800);
}

const rates = [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 47_999];

describe("createResampler", () => {
  test.each(rates)("keeps the duration of a %i Hz source", (rate) => {
    const sound = tone(440, rate);
    expect(resampled(sound, rate)).toHaveLength(Math.round((sound.length / rate) * 16_000));
  });

  test.each(rates)("keeps the amplitude and phase of a 3 kHz tone from a %i Hz source", (rate) => {
    const [is, shouldBe] = [inner(resampled(tone(3_000, rate), rate)), inner(tone(3_000, 16_000))];
    const worst = is.reduce((most, value, at) => Math.max(most, Math.abs(value - (shouldBe[at] ?? 0))), 0);
    expect(worst).toBeLessThan(0.003);
  });

  test.each([22_050, 44_100, 48_000, 96_000])("removes a 9 kHz tone from a %i Hz source", (rate) => {
    const loudest = inner(resampled(tone(9_000, rate), rate)).reduce(
      (most, each) => Math.max(most, Math.abs(each)),
      0,
    );
    expect(loudest).toBeLessThan(0.001);
  });

  test("gives the same result however the samples are split", () => {
    const sound = tone(1_000, 44_100, 0.05).map((value, at) => value + ((at * 7919) % 101) / 500);
    const whole = resampled(sound, 44_100);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }), (pieces) => {
        expect(resampled(sound, 44_100, pieces)).toEqual(whole);
      }),
    );
  });

  test("passes a 16 kHz source through unchanged", () => {
    const sound = tone(7_777, 16_000);
    expect(resampled(sound, 16_000, [333])).toEqual(sound);
  });
});
