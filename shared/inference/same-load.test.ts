import { describe, expect, it } from "vitest";
import type { LoadRequest } from "./engine-protocol.ts";
import { isSameLoad, isSameSetup } from "./same-load.ts";

const load: LoadRequest = { modelId: "a", modelPath: "/a.gguf", contextLength: null };

describe("isSameLoad", () => {
  it("distinguishes loads by chat template", () => {
    const edited = { ...load, chatTemplate: "{{ messages }}" };
    expect(isSameLoad(edited, { ...edited })).toBe(true);
    expect(isSameLoad(load, edited)).toBe(false);
    expect(isSameSetup(edited, load)).toBe(false);
  });

  it("distinguishes loads by drafter and prompt lookup, whose absence is no drafter and lookup", () => {
    expect(isSameLoad(load, { ...load, drafterPath: null, usesLookup: true })).toBe(true);
    expect(isSameLoad(load, { ...load, drafterPath: "/d.gguf" })).toBe(false);
    expect(isSameLoad(load, { ...load, usesLookup: false })).toBe(false);
  });
});
