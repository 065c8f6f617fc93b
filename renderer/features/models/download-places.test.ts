import { describe, expect, it } from "vitest";
import { safeUrl } from "../../ui/markdown/safe-url.ts";
import { downloadPage, downloadPlaces } from "./download-places.ts";

describe("the places to get a model from", () => {
  it("are pages that may be opened outside, each its own", () => {
    const pages = downloadPlaces.map(downloadPage);
    for (const page of pages) {
      expect(page).toMatch(/^https:\/\/huggingface\.co\/unsloth\/gemma-4-[\w-]+-it-GGUF\/tree\/main$/);
      expect(safeUrl(page)).toBe(page);
    }
    expect(new Set(pages).size).toBe(pages.length);
  });

  it("go from what needs least memory to what needs most", () => {
    const needs = downloadPlaces.map(({ memoryGb }) => memoryGb);
    expect(needs).toEqual([...needs].sort((a, b) => a - b));
  });
});
