import { describe, expect, it } from "vitest";
import { estimatedFacts, weightCount } from "./estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "./gemma4-sizes.ts";
import type { Hardware } from "./hardware.ts";
import { mediaVerdict } from "./media-verdict.ts";
import type { ModelSpeeds } from "./model-speeds.ts";
import { readingTimes, type ReadingModel, type ReadingTime } from "./reading-times.ts";

/** Two cores with AVX-512 that were measured: E2B evaluates 60 prompt tokens a second there. */
const twoCores: Hardware = {
  memory: { totalBytes: 16e9, freeBytes: 12e9 },
  processor: null,
  cores: 2,
  architecture: "x64",
  gpu: null,
  diskFreeBytes: null,
  bandwidthBytesPerSecond: 40e9,
  operationsPerSecond: 10e9,
};
const knownPrompts: ModelSpeeds = { msPerPromptToken: 1000 / 60, images: [], msPerAudioToken: null };

function model(name: Gemma4SizeName, change: Partial<ReadingModel> = {}): ReadingModel {
  const size = gemma4Sizes[name];
  const facts = estimatedFacts(size, (weightCount(size) * 4.5) / 8, "Q4_0");
  return { facts, projectorBytes: 986e6, speeds: knownPrompts, sees: true, hears: true, ...change };
}

const seconds = (time: ReadingTime | null) => (time?.ms ?? NaN) / 1000;

describe("readingTimes", () => {
  it.each([
    [280, 13.6],
    [1120, 96.8],
  ])("estimates an image of %d tokens within 15%% of the measured %d s", (tokens, measured) => {
    const time = readingTimes(model("E2B"), twoCores).image(tokens);
    expect(Math.abs(seconds(time) / measured - 1)).toBeLessThan(0.15);
    expect(time?.isMeasured).toBe(false);
  });

  it("estimates a clip of 30 s within 15% of the measured 16.1 s", () => {
    expect(Math.abs(seconds(readingTimes(model("E2B"), twoCores).clip) / 16.1 - 1)).toBeLessThan(0.15);
  });

  it("returns what replies took, as measured", () => {
    const speeds = { msPerPromptToken: 20, images: [{ tokens: 270, ms: 9_000 }], msPerAudioToken: 10 };
    const times = readingTimes(model("E2B", { speeds }), twoCores);
    expect(times.page).toEqual({ ms: 13_400, isMeasured: true });
    expect(seconds(times.photo)).toBeCloseTo(9.33, 1);
    expect(times.photo?.isMeasured).toBe(true);
    expect(times.clip).toEqual({ ms: 7_500, isMeasured: true });
  });

  it("scales other sizes of images by the nearest that was measured", () => {
    const speeds = { msPerPromptToken: null, images: [{ tokens: 280, ms: 6_800 }], msPerAudioToken: null };
    const document = readingTimes(model("E2B", { speeds }), { ...twoCores, operationsPerSecond: null }).image(
      1120,
    );
    expect(document?.isMeasured).toBe(false);
    expect(Math.abs(seconds(document) / 48.4 - 1)).toBeLessThan(0.15);
  });

  it("estimates from the computer's arithmetic alone before the first reply", () => {
    const times = readingTimes(model("E2B", { speeds: null }), twoCores);
    expect(seconds(times.photo)).toBeGreaterThan(7);
    expect(seconds(times.photo)).toBeLessThan(27);
    const faster = readingTimes(model("E2B", { speeds: null }), { ...twoCores, operationsPerSecond: 80e9 });
    expect(seconds(faster.photo)).toBeCloseTo(seconds(times.photo) / 8, 3);
  });

  it("knows nothing before the first reply where a GPU calculates or nothing was measured", () => {
    const gpu = { names: [], api: "metal", memoryBytes: 1, freeBytes: 1, isUnified: true } as const;
    for (const hardware of [
      { ...twoCores, gpu },
      { ...twoCores, operationsPerSecond: null },
    ]) {
      const times = readingTimes(model("E4B", { speeds: null }), hardware);
      expect([times.page, times.photo, times.clip]).toEqual([null, null, null]);
      expect(mediaVerdict(times)).toBeNull();
    }
  });

  it("has no times for what a model does not take", () => {
    const blind = readingTimes(model("E2B", { sees: false, hears: false, projectorBytes: null }), twoCores);
    expect([blind.photo, blind.clip]).toEqual([null, null]);
    expect(seconds(blind.page)).toBeGreaterThan(1);
  });

  it("calculates no encoder for the projector of 12B, which has none", () => {
    const times = readingTimes(model("12B", { projectorBytes: 175e6 }), twoCores);
    expect(times.photo?.ms).toBeCloseTo(280 * (1000 / 60));
  });
});

describe("mediaVerdict", () => {
  const time = (ms: number): ReadingTime => ({ ms, isMeasured: true });
  it.each([
    [9_000, 20_000, "well"],
    [14_000, 20_000, "slowly"],
    [9_000, 31_000, "slowly"],
    [9_000, null, "well"],
    [null, null, null],
  ] as const)("for a photo in %s ms and a clip in %s ms is %s", (photo, clip, verdict) => {
    const times = {
      page: null,
      photo: photo && time(photo),
      clip: clip && time(clip),
      image: () => null,
    };
    expect(mediaVerdict(times)).toBe(verdict);
  });
});
