import { describe, expect, it } from "vitest";
import { templateState } from "./template-state.ts";

const original = { original: "own", source: "file" } as const;

describe("templateState", () => {
  it("shows the model's own template until it is edited", () => {
    expect(templateState(original, null, null)).toEqual({
      text: "own",
      isEdited: false,
      isUnsaved: false,
      canReset: false,
      toSave: null,
    });
  });

  it("shows what is typed, and can save it or drop it", () => {
    expect(templateState(original, null, "typed")).toMatchObject({
      text: "typed",
      isEdited: false,
      isUnsaved: true,
      canReset: true,
      toSave: "typed",
    });
  });

  it("shows a saved template as edited, which can be reset", () => {
    expect(templateState(original, "saved", null)).toMatchObject({
      text: "saved",
      isEdited: true,
      isUnsaved: false,
      canReset: true,
    });
  });

  it("saves text that equals the original as no edit", () => {
    expect(templateState(original, "saved", "own")).toMatchObject({ isUnsaved: true, toSave: null });
    expect(templateState(original, "own", null)).toMatchObject({ isEdited: false, canReset: true });
  });

  it("allows an empty text in the editor", () => {
    expect(templateState(original, "saved", "")).toMatchObject({ text: "", isUnsaved: true });
  });
});
