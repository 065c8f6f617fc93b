import { describe, expect, it } from "vitest";
import { readQuantization } from "./quantization.ts";

describe("readQuantization", () => {
  it.each([
    ["Q4_0", 4, "small"],
    ["Q4_K_M", 4, "small"],
    ["UD-Q4_K_XL", 4, "small"],
    ["IQ2_XXS", 2, "rough"],
    ["Q3_K_S", 3, "rough"],
    ["IQ4_NL", 4, "small"],
    ["MXFP4", 4, "small"],
    ["Q5_K_M", 5, "balanced"],
    ["Q6_K", 6, "balanced"],
    ["Q8_0", 8, "fine"],
    ["F16", 16, "full"],
    ["BF16", 16, "full"],
    ["F32", 32, "full"],
  ])("parses %s as %d bits with %s precision", (name, bits, precision) => {
    expect(readQuantization(name)).toEqual({ bits, precision });
  });

  it.each(["", "unknown", "K_M", "v4"])("returns null for %j", (name) => {
    expect(readQuantization(name)).toBeNull();
  });
});
