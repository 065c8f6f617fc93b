import { describe, expect, it } from "vitest";
import { maxTemplateLength } from "./max-template-length.ts";
import { defaultModelSettings } from "./default-model-settings.ts";
import { modelSettingsSchema } from "./model-settings.ts";

describe("modelSettingsSchema", () => {
  it("reads settings that were saved before chat templates could be edited", () => {
    const { chatTemplate, ...earlier } = defaultModelSettings;
    expect(chatTemplate).toBeNull();
    expect(modelSettingsSchema.parse(earlier)).toEqual(defaultModelSettings);
  });

  it("keeps a template, with lone surrogates replaced, and limits its length", () => {
    const withTemplate = (chatTemplate: string) =>
      modelSettingsSchema.safeParse({ ...defaultModelSettings, chatTemplate });
    expect(withTemplate("a\ud800").data?.chatTemplate).toBe("a\ufffd");
    expect(withTemplate("a".repeat(maxTemplateLength)).success).toBe(true);
    expect(withTemplate("a".repeat(maxTemplateLength + 1)).success).toBe(false);
  });
});
