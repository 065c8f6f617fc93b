import { describe, expect, it } from "vitest";
import { companionOf, type CompanionFile } from "./companion-of.ts";

const projector = (id: string, embeddingLength: number | null = 1536): CompanionFile => ({
  id,
  fileName: id.slice(id.lastIndexOf("/") + 1),
  embeddingLength,
});
const model = { id: "a/gemma-4-E2B-it-Q4_K_M.gguf", embeddingLength: 1536 };
const chosen = (...files: readonly CompanionFile[]) => companionOf(model, files)?.id ?? null;

describe("companionOf", () => {
  it("returns the companion in the model's folder, whatever its name", () => {
    expect(chosen(projector("a/mmproj-F16.gguf"))).toBe("a/mmproj-F16.gguf");
    expect(chosen(projector("b/mmproj-F16.gguf"), projector("mmproj-F16.gguf"))).toBeNull();
    expect(chosen()).toBeNull();
  });

  it("requires the model's embedding length", () => {
    expect(chosen(projector("a/mmproj-BF16.gguf", 2560), projector("a/mmproj-F32.gguf"))).toBe(
      "a/mmproj-F32.gguf",
    );
    expect(chosen(projector("a/mmproj-F16.gguf", 2560))).toBeNull();
    expect(chosen(projector("a/mmproj-F16.gguf", null))).toBe("a/mmproj-F16.gguf");
  });

  it("prefers the name that shares the most words with the model's", () => {
    expect(chosen(projector("a/mmproj-other-BF16.gguf"), projector("a/gemma-4-E2B-it-mmproj-F32.gguf"))).toBe(
      "a/gemma-4-E2B-it-mmproj-F32.gguf",
    );
  });

  it("prefers BF16 to F16 and F32, as the guide recommends for audio", () => {
    expect(
      chosen(projector("a/mmproj-F32.gguf"), projector("a/mmproj-F16.gguf"), projector("a/mmproj-BF16.gguf")),
    ).toBe("a/mmproj-BF16.gguf");
    expect(chosen(projector("a/mmproj-F32.gguf"), projector("a/mmproj-F16.gguf"))).toBe("a/mmproj-F16.gguf");
  });
});
