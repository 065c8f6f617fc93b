import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCompanionName, isGgufName, nameStem, quantizationFromName, splitName } from "./gguf-name.ts";

describe("GGUF file names", () => {
  it.each([
    ["a.gguf", true],
    ["A model.GGUF", true],
    ["._a.gguf", false],
    [".gguf", false],
    ["a.gguf.part", false],
    ["gguf", false],
  ])("isGgufName: %s is %s", (name, expected) => {
    expect(isGgufName(name)).toBe(expected);
  });

  it.each([
    ["gemma-4-31B-it-BF16-00002-of-00003.gguf", { base: "gemma-4-31B-it-BF16", part: 2, parts: 3 }],
    ["a-00001-of-00001.GGUF", { base: "a", part: 1, parts: 1 }],
    ["a-00004-of-00003.gguf", null],
    ["a-00000-of-00003.gguf", null],
    ["a-1-of-3.gguf", null],
    ["a.gguf", null],
  ])("splitName: %s is %o", (name, expected) => {
    expect(splitName(name)).toEqual(expected);
  });

  it.each([
    ["gemma-4-E2B-it-Q8_0.gguf", "Q8_0"],
    ["gemma-4-E2B-it-qat-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"],
    ["gemma-4-12b-it-q4_k_m.gguf", "Q4_K_M"],
    ["gemma-4-31B-it-IQ3_XXS.gguf", "IQ3_XXS"],
    ["gemma-4-31B-it-UD-IQ2_M-00001-of-00002.gguf", "UD-IQ2_M"],
    ["gemma.Q6_K.gguf", "Q6_K"],
    ["gemma-Q6_K_L.gguf", "Q6_K_L"],
    ["gemma-IQ4_NL.gguf", "IQ4_NL"],
    ["gemma-Q4_0_4_8.gguf", "Q4_0_4_8"],
    ["gemma-TQ1_0.gguf", "TQ1_0"],
    ["gemma-MXFP4_MOE.gguf", "MXFP4_MOE"],
    ["gemma-4-E4B-it-BF16.gguf", "BF16"],
    ["gemma_fp16.gguf", "F16"],
    ["gemma-F16-Q4_0.gguf", "Q4_0"],
    ["gemma-4-E2B-it.gguf", null],
    ["Q4.gguf", null],
    ["myQ4_0model.gguf", null],
  ])("quantizationFromName: %s is %s", (name, expected) => {
    expect(quantizationFromName(name)).toBe(expected);
  });

  it.each([
    ["gemma-4-E2B-it-qat-UD-Q4_K_XL.gguf", "gemma-4-E2B-it-qat"],
    ["big-Q4_0-00001-of-00002.gguf", "big"],
    ["my_model.q8_0.gguf", "my_model"],
    ["模型.gguf", "模型"],
  ])("nameStem: %s is %s", (name, expected) => {
    expect(nameStem(name)).toBe(expected);
  });

  it.each([
    ["mmproj-F16.gguf", true],
    ["gemma-4-E2B-it.mmproj-Q8_0.gguf", true],
    ["mtp-gemma-4-E2B-it.gguf", true],
    ["MMPROJ-BF16.gguf", true],
    ["gemma-4-E2B-it.gguf", false],
    ["commproject.gguf", false],
    ["smtp-mail.gguf", false],
  ])("isCompanionName: %s is %s", (name, expected) => {
    expect(isCompanionName(name)).toBe(expected);
  });

  it("are handled without errors for any text", () => {
    fc.assert(
      fc.property(fc.uint16Array(), (units) => {
        const name = `${String.fromCharCode(...units)}.gguf`;
        expect(name.startsWith(nameStem(name).slice(0, 1))).toBe(true);
        expect(quantizationFromName(name)).not.toBe("");
        splitName(name);
      }),
    );
  });
});
