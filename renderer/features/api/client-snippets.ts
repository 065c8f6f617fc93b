/** Programs that can use the API. */
export const clientNames = [
  "curl",
  "python",
  "javascript",
  "claude-code",
  "codex",
  "opencode",
  "continue",
  "zed",
] as const;
export type ClientName = (typeof clientNames)[number];

/** The programs' own names, which are the same in every language. */
export const clientLabels: Readonly<Record<ClientName, string>> = {
  curl: "curl",
  python: "OpenAI SDK (Python)",
  javascript: "OpenAI SDK (JavaScript)",
  "claude-code": "Claude Code",
  codex: "Codex",
  opencode: "opencode",
  continue: "Continue",
  zed: "Zed",
};

export interface ServedModel {
  readonly name: string;
  /** As it is loaded; null: it is not. Agents shorten a conversation before it is full. */
  readonly contextTokens: number | null;
}

export interface SnippetParts {
  /** Without `/v1`. */
  readonly url: string;
  readonly model: ServedModel;
  /** A placeholder where there are keys; null: none is needed. */
  readonly key: string | null;
}

/** What its user enters, runs, or puts into the program's settings file. */
export function clientSnippet(client: ClientName, { url, model: served, key }: SnippetParts): string {
  const { name: model, contextTokens } = served;
  const base = `${url}/v1`;
  const anyKey = key ?? "none";
  const name = JSON.stringify(model);
  switch (client) {
    case "curl": {
      const body = JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] });
      const header = key === null ? [] : [`  -H "Authorization: Bearer ${key}" \\`];
      return [`curl ${base}/chat/completions \\`, ...header, `  -d ${inShell(body)}`].join("\n");
    }
    case "python":
      return [
        "from openai import OpenAI",
        "",
        `client = OpenAI(base_url="${base}", api_key="${anyKey}")`,
        "answer = client.chat.completions.create(",
        `    model=${name}, messages=[{"role": "user", "content": "Hello"}]`,
        ")",
        "print(answer.choices[0].message.content)",
      ].join("\n");
    case "javascript":
      return [
        'import OpenAI from "openai";',
        "",
        `const client = new OpenAI({ baseURL: "${base}", apiKey: "${anyKey}" });`,
        "const answer = await client.chat.completions.create({",
        `  model: ${name},`,
        '  messages: [{ role: "user", content: "Hello" }],',
        "});",
        "console.log(answer.choices[0].message.content);",
      ].join("\n");
    case "claude-code":
      return [
        `export ANTHROPIC_BASE_URL=${url}`,
        `export ANTHROPIC_AUTH_TOKEN=${anyKey}`,
        `export ANTHROPIC_MODEL=${inShell(model)}`,
        `export ANTHROPIC_DEFAULT_HAIKU_MODEL=${inShell(model)}`,
        ...(contextTokens === null ? [] : [`export CLAUDE_CODE_MAX_CONTEXT_TOKENS=${contextTokens}`]),
        "claude",
      ].join("\n");
    case "codex":
      return [
        "# ~/.codex/config.toml",
        `model = ${name}`,
        'model_provider = "facet"',
        ...(contextTokens === null ? [] : [`model_context_window = ${contextTokens}`]),
        "",
        "[model_providers.facet]",
        'name = "Facet"',
        `base_url = "${base}"`,
        'wire_api = "responses"',
        ...(key === null ? [] : ['env_key = "FACET_API_KEY"']),
      ].join("\n");
    case "opencode":
      return JSON.stringify(
        {
          provider: {
            facet: {
              npm: "@ai-sdk/openai-compatible",
              name: "Facet",
              options: { baseURL: base, apiKey: anyKey },
              models: { [model]: { name: model } },
            },
          },
        },
        null,
        2,
      );
    case "continue":
      return [
        "# ~/.continue/config.yaml",
        "models:",
        "  - name: Facet",
        "    provider: openai",
        `    model: ${name}`,
        `    apiBase: ${base}`,
        `    apiKey: ${anyKey}`,
        "    roles: [chat, edit]",
      ].join("\n");
    case "zed":
      return JSON.stringify(
        {
          language_models: {
            openai_compatible: {
              Facet: {
                api_url: base,
                available_models: [{ name: model, display_name: model, max_tokens: contextTokens ?? 32_768 }],
              },
            },
          },
        },
        null,
        2,
      );
  }
}

/** As one word of a POSIX shell, whatever it contains. */
function inShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
