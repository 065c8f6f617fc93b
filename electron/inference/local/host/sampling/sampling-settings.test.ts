import { describe, expect, it } from "vitest";
import { penaltySettings, samplingSettings } from "./sampling-settings.ts";

const plain = { temperature: 1, topP: 1, topK: 0, seed: 1 };

describe("the settings of a reply", () => {
  it("leave out everything that is off", () => {
    const off = { minP: 0, repeatPenalty: 1, frequencyPenalty: 0, presencePenalty: 0, logitBias: {} };
    for (const sampling of [plain, { ...plain, ...off }]) {
      expect(samplingSettings(sampling)).toEqual({ temperature: 1 });
      expect(penaltySettings(sampling)).toBeNull();
    }
  });

  it("have the filters that are on", () => {
    const sampling = { ...plain, topP: 0.9, topK: 40, minP: 0.05 };
    expect(samplingSettings(sampling)).toEqual({ temperature: 1, topP: 0.9, topK: 40, minP: 0.05 });
  });

  it("exclude tokens with a bias of -100 and less", () => {
    const settings = samplingSettings({ ...plain, logitBias: { 7: -100, 3: 2.5, 9: -1000 } });
    expect(settings).toEqual({
      temperature: 1,
      tokenBiasKeys: Uint32Array.of(3, 7, 9),
      tokenBiasValues: Float32Array.of(2.5, -Infinity, -Infinity),
    });
  });

  it("let each penalty alone turn the penalties on, over the last 64 tokens", () => {
    for (const penalty of [{ repeatPenalty: 1.1 }, { frequencyPenalty: 0.5 }, { presencePenalty: -0.5 }])
      expect(penaltySettings({ ...plain, ...penalty })).toMatchObject({ repeatPenaltyMaxTokens: 64 });
    expect(penaltySettings({ ...plain, repeatPenalty: 1.1, repeatLastTokens: 0 })).toBeNull();
  });
});
