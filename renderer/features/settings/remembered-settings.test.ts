import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../../shared/settings/default-settings.ts";
import { settingsSchema, type Settings } from "../../../shared/settings/settings.ts";
import { parseSettings } from "./remembered-settings.ts";

describe("parseSettings", () => {
  it("returns stored settings unchanged", () => {
    const settings: Settings = {
      theme: "dark",
      language: "zh-CN",
      modelId: "gemma.gguf",
      thinking: true,
      isSidebarOpen: false,
      hubMirror: "https://hf-mirror.com",
      sendsTokenToMirror: true,
      modelSettings: {},
      acceptedHosts: [],
      unloadAfterMinutes: 30,
      keepsContexts: true,
      contextBudgetBytes: null,
      newChatOptions: { systemPrompt: "", temperature: 1, topP: 0.95, topK: 64, minP: 0 },
      newChatTools: [],
      toolRules: {},
      grantedFolders: [],
      searchProvider: "duckduckgo",
      searxngAddress: null,
      accent: "facet",
      quickShortcut: null,
      spellCheck: false,
      notifies: true,
      updates: "notify",
    };
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it("returns every setting of the contract", () => {
    expect(Object.keys(parseSettings({})).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  });

  it.each([null, 7, "dark", [], {}, { theme: "sepia", language: 3, modelId: null, thinking: "yes" }])(
    "returns the defaults for %j",
    (remembered) => {
      expect(parseSettings(remembered)).toEqual(defaultSettings);
    },
  );
});
