import { describe, expect, it } from "vitest";
import { describeShortage, shortageData, type MemoryShortage } from "./memory-shortage.ts";

const shortage: MemoryShortage = {
  neededBytes: 9.04e9,
  freeBytes: 4e9,
  alternatives: [
    { type: "small-cache" },
    { type: "shorter-context", contextTokens: 8_192 },
    { type: "fewer-gpu-layers", gpuLayers: 12 },
  ],
  others: ["small.gguf"],
};

describe("a memory shortage", () => {
  it("is described with everything that would fit", () => {
    expect(describeShortage("large.gguf", shortage)).toBe(
      "large.gguf needs about 9.0 GB of memory, and 4.0 GB are free. Would fit: a KV cache of type q8_0; " +
        "a context length of 8192 tokens; 12 layers on the GPU; the model small.gguf.",
    );
  });

  it("is described without alternatives where nothing fits", () => {
    expect(describeShortage("large.gguf", { ...shortage, alternatives: [], others: [] })).toBe(
      "large.gguf needs about 9.0 GB of memory, and 4.0 GB are free. No other settings or model would fit.",
    );
  });

  it("can be read back from the data of an error", () => {
    const { neededBytes, freeBytes, alternatives, others } = shortageData(shortage);
    expect({
      neededBytes,
      freeBytes,
      alternatives: JSON.parse(String(alternatives)) as unknown,
      others: JSON.parse(String(others)) as unknown,
    }).toEqual(shortage);
  });
});
