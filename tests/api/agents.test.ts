import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { AppError } from "../../shared/ipc/result.ts";
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

interface RecordedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** As `scripts/try-clients.ts` recorded them, without their texts. */
async function recorded(client: string): Promise<readonly RecordedRequest[]> {
  const path = join(import.meta.dirname, `../fixtures/api/requests/${client}.json`);
  return JSON.parse(await readFile(path, "utf8")) as readonly RecordedRequest[];
}

async function replay({ path, headers, body }: RecordedRequest) {
  const response = await api.post(path, { ...body, model: "Scripted" }, headers);
  expect(response.status).toBe(200);
  return readSse(response);
}

const declared = () => (api.model.last.prompt.tools ?? []).map(({ name }) => name);

it("takes the requests that Codex sent, with the tools of an MCP server", async () => {
  const [command, output, asked, answered] = await recorded("codex");
  if (!command || !output || !asked || !answered) throw new Error("Four requests were recorded");
  expect((await replay(command)).at(-1)).toMatchObject({ event: "response.completed" });
  expect(declared()).toEqual(expect.arrayContaining(["exec_command", "multi_agent_v1__spawn_agent"]));
  expect(declared()).not.toContain("web_search");
  await replay(output);
  expect(
    api.model.last.prompt.turns.at(-1)?.steps?.map((step) => [step.type, "name" in step && step.name]),
  ).toEqual(
    expect.arrayContaining([
      ["tool-call", "exec_command"],
      ["tool-result", "exec_command"],
    ]),
  );
  api.model.script = { calls: [{ name: "mcp__everything__echo", arguments: { message: "tea" } }] };
  const events = await replay(asked);
  expect(declared()).toContain("mcp__everything__echo");
  expect(events.at(-1)?.data).toMatchObject({
    response: { output: [{ type: "function_call", name: "echo", namespace: "mcp__everything" }] },
  });
  await replay(answered);
  expect(api.model.last.prompt.turns.at(-1)?.steps).toEqual([
    { type: "tool-call", name: "mcp__everything__echo", arguments: { message: "tea time" } },
    { type: "tool-result", name: "mcp__everything__echo", text: expect.any(String) as string },
  ]);
});

it("takes the requests that Claude Code sent, and declares tools when it has found them", async () => {
  const [command, output, search, found] = await recorded("claude-code");
  if (!command || !output || !search || !found) throw new Error("Four requests were recorded");
  expect((await replay(command)).at(0)).toMatchObject({ event: "message_start" });
  // The first block is a header that differs between conversations.
  expect(api.model.last.prompt.systemPrompt).not.toContain("billing");
  expect(declared()).toEqual(expect.arrayContaining(["Bash", "ToolSearch"]));
  await replay(output);
  const steps = api.model.last.prompt.turns.flatMap((turn) => turn.steps ?? []);
  expect(steps.map(({ type }) => type)).toEqual(expect.arrayContaining(["tool-call", "tool-result"]));
  await replay(search);
  expect(declared()).not.toContain("WebFetch");
  await replay(found);
  expect(declared()).toContain("WebFetch");
  expect(declared()).not.toContain("DeferredToolPlaceholder");
  expect(api.model.last.prompt.turns.flatMap((turn) => turn.steps ?? [])).toContainEqual({
    type: "tool-result",
    name: "ToolSearch",
    text: "The tool WebFetch can be called now.",
  });
});

it("tells agents in their own words that the context is full", async () => {
  const data = { promptTokens: 20_000, contextSizeTokens: 8192 };
  api.model.script = { failure: new AppError("message-too-long", "The message is too long.", data) };
  const ask = async (path: string, body: object) => {
    const response = await api.post(path, { model: "Scripted", stream: true, max_tokens: 8, ...body });
    return { status: response.status, ...((await response.json()) as object) };
  };
  expect(await ask("/v1/responses", { input: "Hello" })).toMatchObject({
    status: 400,
    error: { code: "context_length_exceeded" },
  });
  expect(await ask("/v1/messages", { messages: [{ role: "user", content: "Hello" }] })).toMatchObject({
    status: 400,
    error: { type: "invalid_request_error", message: "prompt is too long: 20000 tokens > 8192 maximum" },
  });
});

it.each([
  ["/v1/responses", { input: "Hello" }, ["response.created", "response.in_progress", "keepalive"]],
  [
    "/v1/messages",
    { max_tokens: 8, messages: [{ role: "user", content: "Hello" }] },
    ["message_start", "ping"],
  ],
])("sends events on %s while a model is silent", async (path, body, expected) => {
  const silent = await startScriptedApi({ limits: { silenceMs: 20 } });
  silent.model.script = { isEndless: true };
  const response = await silent.post(path, { model: "Scripted", stream: true, ...body });
  let text = "";
  for await (const bytes of response.body ?? []) {
    text += Buffer.from(bytes as Uint8Array).toString();
    // Leaving the loop hangs up.
    if (text.split("event: ").length > expected.length + 1) break;
  }
  const names = Array.from(text.matchAll(/^event: (.+)$/gm), ([, name]) => name);
  expect(names.slice(0, expected.length)).toEqual(expected);
  await silent.close();
});
