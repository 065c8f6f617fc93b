import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayName } from "./display-name.ts";

describe("displayName", () => {
  it.each([
    ["Gemma-4-E2B-It", "x.gguf", "Gemma 4 E2B"],
    ["Gemma-4-E2B-It", "gemma-4-E2B-it-qat-UD-Q4_K_XL.gguf", "Gemma 4 E2B QAT"],
    ["Gemma 4 26b a4b it", "x.gguf", "Gemma 4 26B-A4B"],
    ["Gemma 4 12B Unified", "x.gguf", "Gemma 4 12B Unified"],
    ["Gemma 4", "gemma-4-31B-it-IQ4_XS.gguf", "Gemma 4 31B"],
    ["MyTune-Gemma-4-E4B-it-v2", "x.gguf", "MyTune Gemma 4 E4B v2"],
    ["Llama-3.2-3B-Instruct", "x.gguf", "Llama 3.2 3B Instruct"],
    ["Receipt reader (test fixture)", "reader-F16.gguf", "Receipt reader (test fixture)"],
  ])("uses the header's name %s (file %s): %s", (header, file, expected) => {
    expect(displayName(header, file)).toBe(expected);
  });

  it.each([
    [null, "gemma-4-26B-A4B-it-qat-UD-Q4_K_XL-00001-of-00002.gguf", "Gemma 4 26B-A4B QAT"],
    ["47b6801b24d15ff9bcd8c96dfaea0be9ed3a0301", "gemma-4-12b-it-Q4_K_M.gguf", "Gemma 4 12B"],
    ["Model", "my_model.q8_0.gguf", "my model"],
    ["  ", "模型-Q5_K_M.gguf", "模型"],
    [null, "UD-Q4_K_XL.gguf", "UD-Q4_K_XL.gguf"],
  ])(
    "uses the file name where the header's name is meaningless (%s): %s becomes %s",
    (header, file, expected) => {
      expect(displayName(header, file)).toBe(expected);
    },
  );

  it("returns one short visible line for any input", () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 300 }), fc.uint16Array(), (header, file) => {
        const name = displayName(String.fromCharCode(...header), `${String.fromCharCode(...file)}x.gguf`);
        expect(name.trim()).not.toBe("");
        expect(name.length).toBeLessThanOrEqual(80);
        expect(name).not.toMatch(/[\n\r\u2028\u202A-\u202E\u2066-\u2069\0]/);
      }),
    );
  });

  it("takes time in proportion to a name of megabytes", () => {
    // Quadratic time would be hours.
    expect(displayName("-_ ".repeat(1_000_000), "a.gguf")).toBe("a");
    expect(displayName("Gemma-4-E2B" + "-it".repeat(1_000_000), "a.gguf")).toMatch(/^Gemma 4 E2B/);
  });
});
