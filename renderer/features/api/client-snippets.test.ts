import { describe, expect, it } from "vitest";
import { clientNames, clientSnippet } from "./client-snippets.ts";

const parts = {
  url: "http://127.0.0.1:4418",
  model: { name: `Gemma's "4"`, contextTokens: null },
  key: "KEY",
};

describe("a snippet", () => {
  it.each(clientNames)("for %s names the address and the model", (client) => {
    const snippet = clientSnippet(client, parts);
    expect(snippet).toContain("http://127.0.0.1:4418");
    expect(snippet).toContain("Gemma");
  });

  it("quotes names for the shell and for JSON", () => {
    expect(clientSnippet("claude-code", parts)).toContain(`ANTHROPIC_MODEL='Gemma'\\''s "4"'`);
    expect(JSON.parse(clientSnippet("opencode", parts))).toMatchObject({
      provider: { facet: { models: { [parts.model.name]: {} } } },
    });
    expect(clientSnippet("python", parts)).toContain('model="Gemma\'s \\"4\\""');
  });

  it("asks for no key where none is needed", () => {
    expect(clientSnippet("curl", { ...parts, key: null })).not.toContain("Authorization");
    expect(clientSnippet("codex", { ...parts, key: null })).not.toContain("env_key");
  });

  it("tells agents how long the context is, where that is known", () => {
    const known = { ...parts, model: { ...parts.model, contextTokens: 32_768 } };
    expect(clientSnippet("codex", known)).toContain("model_context_window = 32768");
    expect(clientSnippet("claude-code", known)).toContain("CLAUDE_CODE_MAX_CONTEXT_TOKENS=32768");
    expect(clientSnippet("claude-code", parts)).not.toContain("CONTEXT_TOKENS");
  });
});
