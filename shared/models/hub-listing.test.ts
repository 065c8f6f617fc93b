import { describe, expect, it } from "vitest";
import { companionsToFetch, groupTree, type TreeFile } from "./hub-listing.ts";

const file = (path: string, sizeBytes = 1): TreeFile => ({ path, sizeBytes, sha256: "a".repeat(64) });

describe("groupTree", () => {
  it("separates weights, projectors and drafters and lists the smallest weights first", () => {
    const { variants, projectors, drafters } = groupTree([
      file("README.md"),
      file("gemma-4-E2B-it-Q8_0.gguf", 5),
      file("gemma-4-E2B-it-UD-Q4_K_XL.gguf", 3),
      file("mmproj-BF16.gguf"),
      file("mmproj-F16.gguf"),
      file("mtp-gemma-4-E2B-it.gguf"),
      file("imatrix_unsloth.gguf"),
    ]);
    expect(variants.map(({ quantization, sizeBytes }) => [quantization, sizeBytes])).toEqual([
      ["UD-Q4_K_XL", 3],
      ["Q8_0", 5],
    ]);
    expect(projectors.map(({ path }) => path)).toEqual(["mmproj-BF16.gguf", "mmproj-F16.gguf"]);
    expect(drafters.map(({ path }) => path)).toEqual(["mtp-gemma-4-E2B-it.gguf"]);
  });

  it("chooses what is downloaded with the weights, and no drafter for a mixture, which it does not help", () => {
    const listed = groupTree([
      file("a-Q8_0.gguf"),
      file("mmproj-BF16.gguf"),
      file("mmproj-F16.gguf"),
      file("mtp-a.gguf", 7),
      file("mtp-a-Q4_0.gguf", 4),
    ]);
    const paths = (repo: string, withDrafter: boolean) =>
      companionsToFetch({ repo, ...listed }, withDrafter).map(({ path }) => path);
    expect(paths("u/gemma-4-E2B-it-GGUF", true)).toEqual(["mmproj-F16.gguf", "mtp-a-Q4_0.gguf"]);
    expect(paths("u/gemma-4-E2B-it-GGUF", false)).toEqual(["mmproj-F16.gguf"]);
    expect(paths("u/gemma-4-26B-A4B-it-qat-GGUF", true)).toEqual(["mmproj-F16.gguf"]);
  });

  it("merges the parts of a split model and leaves out incomplete ones", () => {
    const { variants } = groupTree([
      file("BF16/gemma-4-31B-it-BF16-00002-of-00002.gguf", 2),
      file("BF16/gemma-4-31B-it-BF16-00001-of-00002.gguf", 3),
      file("Q8_0/gemma-4-31B-it-00001-of-00002.gguf", 3),
    ]);
    expect(variants).toEqual([
      expect.objectContaining({
        path: "BF16/gemma-4-31B-it-BF16-00001-of-00002.gguf",
        quantization: "BF16",
        sizeBytes: 5,
      }),
    ]);
    expect(variants[0]?.files).toHaveLength(2);
  });
});
