import { describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import { parseStoredSettings } from "./stored-chat-settings.ts";

const changed = {
  thinking: true,
  thinkingBudget: "short",
  systemPrompt: "Be brief.",
  temperature: 0.5,
  topP: 0.2,
  topK: 3,
  minP: 0.1,
  repeatPenalty: 1.1,
  presencePenalty: 0.3,
  frequencyPenalty: -0.3,
  stop: ["END"],
  seed: 7,
  maxTokens: 9,
  contextLength: 512,
  tools: {
    sources: ["calculator"],
    off: ["files/write_file"],
    allowed: [{ tool: "files/read_file", afterUntrustedText: true }],
  },
} as const;

describe("parseStoredSettings", () => {
  it("returns valid settings unchanged", () => {
    expect(parseStoredSettings(JSON.stringify(changed))).toEqual(changed);
  });

  it.each(Object.keys(changed))("replaces only %s by its default where its value is not valid", (key) => {
    expect(parseStoredSettings(JSON.stringify({ ...changed, [key]: { not: "valid" } }))).toEqual({
      ...changed,
      [key]: defaultChatSettings[key as keyof typeof changed],
    });
  });

  it("fills in settings that an older version did not have, and ignores those of a newer one", () => {
    expect(parseStoredSettings('{"thinking": true, "fromTheFuture": 1}')).toEqual({
      ...defaultChatSettings,
      thinking: true,
    });
  });

  it.each(["{}", "[]", "null", "5", '"text"', '{"__proto__": {"thinking": true}}'])(
    "returns the defaults for %s",
    (json) => expect(parseStoredSettings(json)).toEqual(defaultChatSettings),
  );
});
