import { describe, expect, it } from "vitest";
import { listedModel } from "../../../../tests/fixtures/listed-model.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { arrangeModels, wholeList } from "./arrange-models.ts";

const models: readonly Model[] = [
  { ...listedModel("a"), name: "Gemma 4 E4B", quantization: "Q8_0", sizeBytes: 8 },
  { ...listedModel("b", undefined, { sees: true, hears: false }), name: "Gemma 4 12B", sizeBytes: 7 },
  { ...listedModel("c"), name: "Llama", sizeBytes: 9, skills: { thinks: false, callsTools: false } },
];
const names = (change: Partial<typeof wholeList>) =>
  arrangeModels(models, { ...wholeList, ...change }).map(({ name }) => name);

describe("arrangeModels", () => {
  it("keeps the list as it is without a filter", () => {
    expect(arrangeModels(models, wholeList)).toEqual(models);
  });

  it("finds all words in the name or the quantization, in any case", () => {
    expect(names({ query: "gemma q8" })).toEqual(["Gemma 4 E4B"]);
    expect(names({ query: "gemma qwen" })).toEqual([]);
  });

  it("keeps only models with the chosen skill", () => {
    expect(names({ filter: "sees" })).toEqual(["Gemma 4 12B"]);
    expect(names({ filter: "hears" })).toEqual([]);
    expect(names({ filter: "callsTools" })).toEqual(["Gemma 4 E4B", "Gemma 4 12B"]);
  });

  it("sorts by size in both directions", () => {
    expect(names({ order: "smallest" })).toEqual(["Gemma 4 12B", "Gemma 4 E4B", "Llama"]);
    expect(names({ order: "largest" })).toEqual(["Llama", "Gemma 4 E4B", "Gemma 4 12B"]);
  });
});
