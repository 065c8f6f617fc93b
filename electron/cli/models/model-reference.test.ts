import { describe, expect, it } from "vitest";
import { modelReference } from "./model-reference.ts";

describe("modelReference", () => {
  it.each([
    ["hf.co/unsloth/gemma-4-26B-A4B-it-GGUF:UD-Q4_K_XL", "unsloth/gemma-4-26B-A4B-it-GGUF", "UD-Q4_K_XL"],
    ["unsloth/gemma-4-E2B-it-GGUF:q8_0", "unsloth/gemma-4-E2B-it-GGUF", "Q8_0"],
    ["https://huggingface.co/unsloth/gemma-4-12b-it-GGUF/", "unsloth/gemma-4-12b-it-GGUF", null],
  ])("takes %s for a repository", (typed, repo, quantization) => {
    expect(modelReference(typed, false)).toEqual({ type: "repository", repo, quantization });
  });

  it.each(["./model.gguf", "model.gguf", "unsloth/gemma/gemma-Q4_0.gguf", String.raw`C:\models\a.gguf`])(
    "takes %s for a path",
    (typed) => expect(modelReference(typed, false)).toEqual({ type: "path", path: typed }),
  );

  it("prefers a file that exists to a repository, except after hf.co/", () => {
    expect(modelReference("models/gemma", true)).toEqual({ type: "path", path: "models/gemma" });
    expect(modelReference("hf.co/models/gemma", true)).toMatchObject({ type: "repository" });
  });

  it("takes everything else for a name", () => {
    expect(modelReference("Gemma 4 E2B", false)).toEqual({ type: "name", name: "Gemma 4 E2B" });
    expect(modelReference("facet-demo", false)).toEqual({ type: "name", name: "facet-demo" });
  });
});
