import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startScriptedApi, type ScriptedApi } from "../../../tests/fixtures/api/scripted-api.ts";
import { readSse } from "../../../tests/fixtures/api/read-sse.ts";
import { AppError } from "../../../shared/ipc/result.ts";

let api: ScriptedApi;
beforeAll(async () => {
  api = await startScriptedApi();
});
beforeEach(() => {
  api.model.script = { text: ["Hel", "lo"] };
});
afterAll(() => api.close());

const hello = [{ role: "user", content: "Hi" }];
const ask = async (body: object) => {
  const response = await api.post("/v1/chat/completions", { messages: hello, ...body });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
};
/** The options with which the model was asked. */
const optionsOf = async (body: object) => {
  const { status, body: answer } = await ask(body);
  expect(status, JSON.stringify(answer)).toBe(200);
  return api.model.last.options;
};
const promptOf = async (messages: readonly object[]) => {
  await optionsOf({ messages, context_overflow: "truncate_oldest" });
  return api.model.last.prompt;
};

describe("a whole answer", () => {
  it("has text, reasoning, calls, usage and timings", async () => {
    api.model.script = {
      reasoning: ["Hm", "m"],
      text: ["I look. "],
      calls: [
        { name: "weather", arguments: { city: "Oslo", days: 2 } },
        { name: "time", arguments: {} },
      ],
    };
    const { body } = await ask({
      tools: [{ type: "function", function: { name: "weather" } }],
      model: "Scripted",
    });
    expect(body).toMatchObject({
      object: "chat.completion",
      model: "Scripted",
      choices: [
        {
          index: 0,
          finish_reason: "tool_calls",
          message: {
            role: "assistant",
            content: "I look. ",
            reasoning_content: "Hmm",
            tool_calls: [
              { type: "function", function: { name: "weather", arguments: '{"city":"Oslo","days":2}' } },
              { type: "function", function: { name: "time", arguments: "{}" } },
            ],
          },
        },
      ],
      usage: {
        prompt_tokens: 20,
        completion_tokens: 5,
        total_tokens: 25,
        prompt_tokens_details: { cached_tokens: 10 },
      },
      timings: { cache_n: 10, prompt_n: 10, predicted_n: 5 },
    });
  });

  it("has null for its content where the model only called", async () => {
    api.model.script = { calls: [{ name: "time", arguments: {} }] };
    const { body } = await ask({ tools: [{ type: "function", function: { name: "time" } }] });
    expect(body["choices"]).toMatchObject([{ message: { content: null }, finish_reason: "tool_calls" }]);
  });

  it("repeats a prompt for n answers, each with its own seed", async () => {
    const { body } = await ask({ n: 3, seed: 7 });
    expect(body["choices"]).toMatchObject([{ index: 0 }, { index: 1 }, { index: 2 }]);
    expect(api.model.asked.slice(-3).map(({ options }) => options.sampling.seed)).toEqual([7, 8, 9]);
    expect(body["usage"]).toMatchObject({ prompt_tokens: 20, completion_tokens: 15 });
  });

  it("has the log probabilities that were asked for", async () => {
    api.model.script = {
      text: ["é"],
      logprobs: [{ token: "é", logprob: -0.5, top: [{ token: "é", logprob: -0.5 }] }],
    };
    const { body } = await ask({ logprobs: true, top_logprobs: 1 });
    expect(api.model.last.options.logprobs).toBe(1);
    expect(body["choices"]).toMatchObject([
      { logprobs: { content: [{ token: "é", bytes: [195, 169], top_logprobs: [{ logprob: -0.5 }] }] } },
    ]);
  });

  it.each([
    ["max-tokens", "length"],
    ["context-full", "length"],
    ["stop-string", "stop"],
    ["ended-in-reasoning", "stop"],
  ] as const)("that ended by %s has the finish reason %s", async (end, reason) => {
    api.model.script = { text: ["x"], end };
    expect((await ask({})).body["choices"]).toMatchObject([{ finish_reason: reason }]);
  });
});

describe("a streamed answer", () => {
  const streamed = async (body: object) =>
    readSse(await api.post("/v1/chat/completions", { messages: hello, stream: true, ...body }));

  it("names the role first, then reasoning, text and calls, and ends with [DONE]", async () => {
    api.model.script = {
      reasoning: ["Hm"],
      text: ["a", "b"],
      calls: [{ name: "time", arguments: { zone: 1 } }],
    };
    const events = await streamed({ tools: [{ type: "function", function: { name: "time" } }] });
    const deltas = events
      .slice(0, -1)
      .map(({ data }) => (data as { choices: { delta: object }[] }).choices[0]?.delta);
    expect(deltas).toEqual([
      { role: "assistant", content: null },
      { reasoning_content: "Hm" },
      { content: "a" },
      { content: "b" },
      {
        tool_calls: [
          {
            index: 0,
            id: expect.stringMatching(/^call_/) as string,
            type: "function",
            function: { name: "time", arguments: "" },
          },
        ],
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"zone":1}' } }] },
      {},
    ]);
    expect(events.at(-1)?.data).toBe("[DONE]");
    expect(events.at(-2)?.data).toMatchObject({
      choices: [{ finish_reason: "tool_calls" }],
      timings: { predicted_n: 5 },
    });
  });

  it("has a chunk with the usage and no choices only where it was asked for", async () => {
    const usages = (events: Awaited<ReturnType<typeof streamed>>) =>
      events
        .filter(({ data }) => typeof data === "object" && data !== null && "usage" in data)
        .map(({ data }) => data);
    expect(usages(await streamed({}))).toEqual([]);
    expect(usages(await streamed({ stream_options: { include_usage: true } }))).toMatchObject([
      { choices: [], usage: { prompt_tokens: 20, completion_tokens: 5 } },
    ]);
  });

  it("reports a failure before the first token with its status, and a later one in the stream", async () => {
    const failure = new AppError("engine-crashed", "The engine process exited");
    api.model.script = { failure };
    const early = await api.post("/v1/chat/completions", { messages: hello, stream: true });
    expect(early.status).toBe(503);
    expect(early.headers.get("retry-after")).toBe("1");
    api.model.script = { text: ["a"], failure };
    const events = await streamed({});
    expect(events.at(-1)?.data).toMatchObject({ error: { type: "unavailable_error", code: 503 } });
  });

  it("can be told to end its reasoning", async () => {
    api.model.script = { reasoning: ["Hm"], isEndless: true };
    const abort = new AbortController();
    const response = await fetch(`${api.url}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages: hello, stream: true, reasoning_control: true }),
      signal: abort.signal,
    });
    const first = new TextDecoder().decode((await response.body?.getReader().read())?.value);
    const id = /"id":"(chatcmpl-\w+)"/.exec(first)?.[1];
    const control = (action: string) => api.post("/v1/chat/completions/control", { id, action });
    expect((await control("sing")).status).toBe(400);
    expect(await (await control("reasoning_end")).json()).toMatchObject({ success: true });
    expect(api.model.reasoningEnded).toBe(1);
    abort.abort();
    await expect.poll(async () => (await control("reasoning_end")).status).toBe(404);
  });
});

describe("the options of a request", () => {
  it("are Gemma's where it says nothing", async () => {
    expect(await optionsOf({})).toEqual({
      thinking: false,
      sampling: { temperature: 1, topP: 0.95, topK: 64, seed: null },
      maxTokens: null,
    });
  });

  it.each([
    [
      { temperature: 0.2, top_p: 0.5, top_k: 3, min_p: 0.1, seed: 5 },
      { sampling: { temperature: 0.2, topP: 0.5, topK: 3, minP: 0.1, seed: 5 } },
    ],
    [
      { repeat_penalty: 1.1, repeat_last_n: 32, presence_penalty: 0.5, frequency_penalty: -0.5 },
      {
        sampling: { repeatPenalty: 1.1, repeatLastTokens: 32, presencePenalty: 0.5, frequencyPenalty: -0.5 },
      },
    ],
    [{ logit_bias: { "12": -3, "13": false } }, { sampling: { logitBias: { 12: -3, 13: -100 } } }],
    [{ logit_bias: [[12, 1.5]] }, { sampling: { logitBias: { 12: 1.5 } } }],
    [{ seed: -1 }, { sampling: { seed: null } }],
    [{ stop: "END" }, { stop: ["END"] }],
    [{ stop: ["a", "", "b"] }, { stop: ["a", "b"] }],
    [{ max_tokens: 5 }, { maxTokens: 5 }],
    [{ max_completion_tokens: 6, max_tokens: 5 }, { maxTokens: 6 }],
    [{ n_predict: -1 }, { maxTokens: null }],
    [{ response_format: { type: "json_object" } }, { jsonSchema: { type: "object" } }],
    [
      { response_format: { type: "json_schema", json_schema: { name: "a", schema: { type: "string" } } } },
      { jsonSchema: { type: "string" } },
    ],
    [{ json_schema: { type: "integer" } }, { jsonSchema: { type: "integer" } }],
    [{ chat_template_kwargs: { enable_thinking: true } }, { thinking: true }],
    [{ chat_template_kwargs: { enable_thinking: "true" } }, { thinking: true }],
    [{ reasoning_effort: "low" }, { thinking: true, reasoningBudgetTokens: 512 }],
    [{ reasoning_effort: "xhigh" }, { thinking: true }],
    [{ reasoning_effort: "none" }, { thinking: false }],
    [{ reasoning_effort: "high", chat_template_kwargs: { enable_thinking: false } }, { thinking: false }],
    [{ thinking_budget_tokens: 99 }, { thinking: true, reasoningBudgetTokens: 99 }],
    [{ reasoning_budget_tokens: 0, chat_template_kwargs: { enable_thinking: true } }, { thinking: false }],
    [{ reasoning_budget_tokens: -1 }, { thinking: true }],
  ])("%j are passed on", async (request, options) => {
    expect(await optionsOf(request)).toMatchObject(options);
  });

  it("name tools, and leave out those of types that only other servers have", async () => {
    const parameters = { type: "object", properties: { city: { type: "string" } } };
    const tools = [
      { type: "function", function: { name: "weather", description: "Looks outside", parameters } },
      { type: "web_search_preview" },
    ];
    const options = await optionsOf({
      tools,
      tool_choice: { type: "function", function: { name: "weather" } },
      parallel_tool_calls: false,
    });
    expect(options).toMatchObject({ toolChoice: { name: "weather" }, parallelToolCalls: false });
    expect(api.model.last.prompt.tools).toEqual([
      { name: "weather", description: "Looks outside", parameters },
    ]);
    expect((await optionsOf({ tools: [{ type: "custom" }] })).toolChoice).toBeUndefined();
  });
});

describe("the messages of a request", () => {
  it("become a system prompt and alternating turns", async () => {
    const prompt = await promptOf([
      { role: "system", content: "Be brief." },
      { role: "developer", content: [{ type: "text", text: "Be kind." }] },
      { role: "user", content: "One" },
      { role: "user", content: "Two" },
      { role: "assistant", content: "Three", reasoning_content: "Forgotten" },
      { role: "system", content: "Now in French." },
      { role: "user", content: "Four\ud800" },
    ]);
    expect(prompt).toEqual({
      systemPrompt: "Be brief.\n\nBe kind.",
      turns: [
        { role: "user", text: "One\n\nTwo" },
        { role: "assistant", text: "Three" },
        { role: "user", text: "Now in French.\n\nFour\ufffd" },
      ],
    });
  });

  it("go on after the results of calls, with the reasoning of the turn", async () => {
    const call = { id: "c1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } };
    const prompt = await promptOf([
      { role: "user", content: "Weather?" },
      { role: "assistant", content: null, reasoning_content: "I look", tool_calls: [call] },
      { role: "tool", tool_call_id: "c1", content: "rain" },
    ]);
    expect(prompt.turns).toEqual([
      { role: "user", text: "Weather?" },
      {
        role: "assistant",
        text: "",
        steps: [
          { type: "reasoning", text: "I look" },
          { type: "tool-call", name: "weather", arguments: { city: "Oslo" } },
          { type: "tool-result", name: "weather", text: "rain" },
        ],
      },
    ]);
  });

  it("keep the calls of earlier turns, without the reasoning", async () => {
    const call = { id: "c1", type: "function", function: { name: "now", arguments: "" } };
    const prompt = await promptOf([
      { role: "user", content: "Time?" },
      { role: "assistant", content: null, reasoning_content: "I look", tool_calls: [call] },
      { role: "tool", tool_call_id: "c1", content: "noon" },
      { role: "assistant", content: "Noon." },
      { role: "user", content: "Thanks" },
    ]);
    expect(prompt.turns[1]?.steps).toEqual([
      { type: "tool-call", name: "now", arguments: {} },
      { type: "tool-result", name: "now", text: "noon" },
      { type: "text", text: "Noon." },
    ]);
  });

  it("continue an answer that the caller began", async () => {
    const prompt = await promptOf([...hello, { role: "assistant", content: "The answer is" }]);
    expect(prompt.turns.at(-1)).toEqual({
      role: "assistant",
      text: "",
      steps: [{ type: "text", text: "The answer is" }],
    });
  });

  it("are all kept or refused together, unless the oldest may be left out", async () => {
    await optionsOf({});
    expect(api.model.last.prompt.turns).toEqual([{ role: "user", text: "Hi", isPinned: true }]);
    expect((await promptOf(hello)).turns).toEqual([{ role: "user", text: "Hi" }]);
  });

  it("may be instructions alone", async () => {
    expect(await promptOf([{ role: "system", content: "Say hello" }])).toEqual({
      systemPrompt: "",
      turns: [{ role: "user", text: "Say hello" }],
    });
  });
});

describe("what can't be served is refused by name", () => {
  it.each([
    [{ messages: [] }, "messages"],
    [{ messages: "Hi" }, "messages"],
    [{ messages: [{ role: "robot", content: "Hi" }] }, "messages.0.role"],
    [
      { messages: [{ role: "user", content: [{ type: "video_url", video_url: {} }] }] },
      "messages.0.content.0.type",
    ],
    [{ messages: [...hello, { role: "tool", tool_call_id: "x", content: "1" }] }, "messages.1"],
    [
      {
        messages: [
          ...hello,
          { role: "assistant", tool_calls: [{ id: "x", function: { name: "f", arguments: "{" } }] },
        ],
      },
      "messages.1.tool_calls.0.function.arguments",
    ],
    [
      {
        messages: [
          { role: "user", content: [{ type: "image_url", image_url: { url: "http://127.0.0.1/a.png" } }] },
        ],
      },
      "messages.0.content.0",
    ],
    [{ temperature: "hot" }, "temperature"],
    [{ temperature: -1 }, "temperature"],
    [{ top_p: 2 }, "top_p"],
    [{ n: 0 }, "n"],
    [{ max_tokens: 0 }, "max_tokens"],
    [{ top_logprobs: 21 }, "top_logprobs"],
    [{ logit_bias: { word: 1 } }, "logit_bias.word"],
    [{ tools: [{ type: "function", function: { name: "a b" } }] }, "tools.0.function.name"],
    [{ tool_choice: "required" }, "tool_choice"],
    [
      { tools: [{ type: "function", function: { name: "a" } }], tool_choice: { function: { name: "b" } } },
      "tool_choice",
    ],
    [{ response_format: { type: "xml" } }, "response_format.type"],
    [{ response_format: { type: "json_schema" } }, "response_format"],
    [{ grammar: "root ::= [a]" }, "grammar"],
    [{ lora: [{ id: 0, scale: 1 }] }, "lora"],
    [{ model: "gone" }, "model"],
  ])("%j", async (request, param) => {
    const before = api.model.asked.length;
    const { status, body } = await ask(request);
    expect(body["error"]).toMatchObject({ param, code: status });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(api.model.asked.length).toBe(before);
    expect(api.errors).toEqual([]);
  });
});

describe("a client that hangs up", () => {
  it.each([true, false])("stops its generation (streamed: %s)", async (streams) => {
    const before = api.model.stopped;
    api.model.script = { text: ["a"], isEndless: true };
    const abort = new AbortController();
    const answer = fetch(`${api.url}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages: hello, stream: streams }),
      signal: abort.signal,
    }).catch(() => null);
    await expect.poll(() => api.model.running).toBe(1);
    abort.abort();
    await expect.poll(() => api.model.running).toBe(0);
    expect(api.model.stopped).toBe(before + 1);
    await answer;
  });
});
