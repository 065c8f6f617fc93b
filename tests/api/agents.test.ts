import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readSse } from "../fixtures/api/read-sse.ts";
import { startScriptedApi, type ScriptedApi } from "../fixtures/api/scripted-api.ts";

/** Requests with everything that coding agents send, also what only the servers of their makers have. */
let api: ScriptedApi;
beforeAll(async () => {
  api = await startScriptedApi();
});
beforeEach(() => {
  api.model.script = { reasoning: ["I look."], calls: [{ name: "shell", arguments: { command: "ls" } }] };
});
afterAll(() => api.close());

const parameters = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: { command: { type: "string" } },
  required: ["command"],
  additionalProperties: false,
};

it("takes what Codex sends, over two rounds of a turn", async () => {
  const request = {
    model: "Scripted",
    instructions: "You are a coding agent.",
    tools: [
      { type: "function", name: "shell", description: "Runs a command", strict: false, parameters },
      { type: "custom", name: "apply_patch", format: { type: "grammar", syntax: "lark", definition: "x" } },
      { type: "local_shell" },
      { type: "web_search", external_web_access: false },
    ],
    tool_choice: "auto",
    parallel_tool_calls: false,
    reasoning: { effort: "medium", summary: "auto" },
    text: { verbosity: "low" },
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: "0198",
    service_tier: "auto",
    store: false,
    stream: true,
  };
  const said = (role: string, type: string, text: string) => ({
    type: "message",
    role,
    content: [{ type, text, annotations: [] }],
  });
  const input = [
    said("developer", "input_text", "Be careful."),
    said("user", "input_text", "<environment>linux</environment>"),
    said("user", "input_text", "List the files."),
  ];
  const events = await readSse(await api.post("/v1/responses", { ...request, input }));
  const { response } = events.at(-1)?.data as {
    response: { status: string; output: readonly { type: string; call_id?: string }[] };
  };
  expect(response).toMatchObject({ status: "completed" });
  const call = response.output.find(({ type }) => type === "function_call");
  expect(call).toMatchObject({ name: "shell", arguments: '{"command":"ls"}' });
  expect(api.model.last.options).toMatchObject({ thinking: true, parallelToolCalls: false });
  expect(api.model.last.prompt.tools?.map(({ name }) => name)).toEqual(["shell"]);

  api.model.script = { text: ["One file."] };
  const output = { type: "function_call_output", call_id: call?.call_id, output: "README.md" };
  const reasoning = { type: "reasoning", id: "rs_1", summary: [], content: null, encrypted_content: null };
  const unknown = { type: "custom_tool_call", call_id: "x", name: "apply_patch", input: "…" };
  const next = [...input, reasoning, unknown, call, output];
  const second = await readSse(await api.post("/v1/responses", { ...request, input: next }));
  expect(second.at(-1)).toMatchObject({ event: "response.completed" });
  expect(api.model.last.prompt.systemPrompt).toBe("You are a coding agent.\n\nBe careful.");
  expect(api.model.last.prompt.turns.at(-1)?.steps).toEqual([
    { type: "tool-call", name: "shell", arguments: { command: "ls" } },
    { type: "tool-result", name: "shell", text: "README.md" },
  ]);
});

it("takes what Claude Code sends, over two rounds of a turn, and counts it", async () => {
  const cached = { cache_control: { type: "ephemeral" } };
  const request = {
    model: "Scripted",
    max_tokens: 32_000,
    system: [
      { type: "text", text: "You are a coding agent.", ...cached },
      { type: "text", text: "Be careful.", ...cached },
    ],
    tools: [
      { name: "shell", description: "Runs a command", input_schema: parameters, ...cached },
      { type: "web_search_20250305", name: "web_search", max_uses: 8 },
    ],
    thinking: { type: "enabled", budget_tokens: 31_999 },
    metadata: { user_id: "user_1" },
    context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] },
    stream: true,
  };
  const headers = { "anthropic-version": "2023-06-01", "anthropic-beta": "interleaved-thinking-2025-05-14" };
  const messages: object[] = [
    { role: "user", content: [{ type: "text", text: "List the files.", ...cached }] },
  ];
  const ask = async () =>
    readSse(await api.post("/v1/messages?beta=true", { ...request, messages }, headers));
  const events = await ask();
  const started = events.flatMap(({ event, data }) =>
    event === "content_block_start"
      ? [(data as { content_block: { type: string; id?: string } }).content_block]
      : [],
  );
  expect(started.map(({ type }) => type)).toEqual(["thinking", "tool_use"]);

  api.model.script = { text: ["One file."] };
  messages.push(
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "I look.", signature: "" },
        { type: "redacted_thinking", data: "x" },
        { type: "tool_use", id: started[1]?.id, name: "shell", input: { command: "ls" } },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: started[1]?.id,
          content: [{ type: "text", text: "README.md" }],
          is_error: false,
          ...cached,
        },
        { type: "text", text: "<system-reminder>Go on.</system-reminder>" },
      ],
    },
  );
  const last = (await ask()).at(-2);
  expect(last?.data).toMatchObject({ delta: { stop_reason: "end_turn" } });
  expect(api.model.last.prompt.systemPrompt).toBe("You are a coding agent.\n\nBe careful.");
  expect(api.model.last.prompt.turns.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  const counted = await api.post("/v1/messages/count_tokens?beta=true", { ...request, messages });
  expect(await counted.json()).toEqual({ input_tokens: expect.any(Number) as number });
});
