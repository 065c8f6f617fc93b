import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipTokens, longestClipSamples, samplesPerToken, wholeTokens } from "./audio-tokens.ts";

const kinds = ["gemma4a", "gemma4ua"] as const;
const sampleCount = fc.integer({ min: 2, max: longestClipSamples });

describe("clipTokens", () => {
  it.each([
    // samples, gemma4a, gemma4ua
    [2, 1, 1],
    [640, 1, 1],
    [641, 1, 2],
    [800, 1, 2],
    [801, 2, 2],
    [16_000, 25, 25],
    [20_967, 33, 33],
    [longestClipSamples, 750, 750],
  ])("of %i samples is %i for gemma4a and %i for gemma4ua", (samples, conformer, unified) => {
    expect(clipTokens(samples, "gemma4a")).toBe(conformer);
    expect(clipTokens(samples, "gemma4ua")).toBe(unified);
  });

  it("is one token per 40 ms and differs by at most one between the projector kinds", () => {
    fc.assert(
      fc.property(sampleCount, (samples) => {
        for (const kind of kinds) {
          const tokens = clipTokens(samples, kind);
          expect(tokens).toBeGreaterThanOrEqual(1);
          expect(tokens).toBeLessThanOrEqual(750);
          expect(Math.abs(tokens - samples / samplesPerToken)).toBeLessThan(1.01);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is the same for both kinds once a clip is padded to whole tokens", () => {
    fc.assert(
      fc.property(sampleCount, (samples) => {
        const filled = wholeTokens(samples);
        expect(filled - samples).toBeGreaterThanOrEqual(0);
        expect(filled - samples).toBeLessThan(samplesPerToken);
        expect(kinds.map((kind) => clipTokens(filled, kind))).toEqual(
          kinds.map(() => filled / samplesPerToken),
        );
      }),
      { numRuns: 500 },
    );
  });
});
