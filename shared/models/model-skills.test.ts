import { describe, expect, it } from "vitest";
import { modelSkills } from "./model-skills.ts";

describe("modelSkills", () => {
  it.each([
    ["gemma4", null, true, true],
    ["gemma4", "{{ messages }}", true, false],
    ["gemma4", "{% if tools %}{{ tools }}{% endif %}", true, true],
    ["llama", null, false, false],
    ["qwen3", "<think>\n</think>{{ tools }}", true, false],
    ["llama", "{{ tools }} <think>", false, false],
  ])("%s with the template %j: thinks %s, calls tools %s", (architecture, template, thinks, callsTools) => {
    expect(modelSkills(architecture, template)).toEqual({ thinks, callsTools });
  });
});
