import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSse } from "../fixtures/api/read-sse.ts";
import { servedFixture, startRunningApi, type RunningApi } from "../fixtures/api/running-api.ts";
import { shortAnswer, shortThought } from "../fixtures/texts.ts";

/** What llama-server's own tests demand and no other test here shows; docs/llama-server-facts.md lists all. */
let api: RunningApi;
beforeAll(async () => {
  const names = ["short", "dense", "small-context", "calling-parallel", "endless"] as const;
  api = await startRunningApi(await Promise.all(names.map(servedFixture)));
});
afterAll(() => api.dispose());

type Body = Readonly<Record<string, unknown>>;

const post = (path: string, body: object) =>
  fetch(api.url + path, { method: "POST", body: JSON.stringify(body) });
async function answered(path: string, body: object): Promise<Body> {
  const response = await post(path, body);
  const value = (await response.json()) as Body;
  expect(response.status, JSON.stringify(value)).toBe(200);
  return value;
}
const get = async (path: string) => (await (await fetch(api.url + path)).json()) as Body;
const chat = (body: object) => answered("/chat/completions", { model: "dense", max_tokens: 8, ...body });
const user = (content: string) => ({ role: "user", content });
const contentOf = (body: Body) =>
  (body["choices"] as readonly { readonly message: { readonly content: string } }[])[0]?.message.content ??
  "";

describe("what a server says about itself", () => {
  it("names its model's file and context without loading it, and has no page", async () => {
    expect(await get("/props")).toMatchObject({
      model_path: "short-Q4_0.gguf",
      total_slots: 1,
      model_alias: "short",
      default_generation_settings: { n_ctx: expect.any(Number) as number },
    });
    await get("/models");
    expect(api.engine.loaded).toBeNull();
    expect((await fetch(api.url)).status).toBe(404);
    expect((await fetch(`${api.url}/slots`)).status).toBe(404);
  });

  it("counts prompts, what was cached of them, and what was generated", async () => {
    const metrics = async () => {
      const text = await (await fetch(`${api.url}/metrics`)).text();
      const value = (name: string) => Number(new RegExp(`^facet:${name} (\\d+)`, "m").exec(text)?.[1]);
      for (const [, name] of text.matchAll(/^# TYPE facet:(\w+) (?:counter|gauge)$/gm)) {
        expect(text).toContain(`# HELP facet:${name} `);
        expect(Number.isFinite(value(name ?? "")), name).toBe(true);
      }
      return ["prompt_tokens_total", "prompt_tokens_cached_total", "tokens_predicted_total"].map(value);
    };
    const before = await metrics();
    const expected = [0, 0, 0];
    for (const count of [1, 4, 4]) {
      const { usage, timings } = (await chat({ messages: [user("Count this")], max_tokens: count })) as {
        usage: { prompt_tokens: number; completion_tokens: number };
        timings: { cache_n: number; prompt_n: number; predicted_n: number };
      };
      expect(timings).toMatchObject({ predicted_n: count });
      expect(timings.cache_n + timings.prompt_n).toBe(usage.prompt_tokens);
      [usage.prompt_tokens, timings.cache_n, usage.completion_tokens].forEach(
        (tokens, index) => (expected[index] = (expected[index] ?? 0) + tokens),
      );
    }
    const after = await metrics();
    expect(after.map((value, index) => value - (before[index] ?? 0))).toEqual(expected);
    expect(expected[1]).toBeGreaterThan(0);
  });
});

describe("chat completions", () => {
  it("cache less of a prompt the earlier it differs", async () => {
    const cached: number[] = [];
    for (const text of ["1 2 3 4 5 6", "1 2 3 4 5 6", "1 2 3 4 5 9", "1 9 9 9 9 9"]) {
      const { timings } = (await chat({ messages: [{ role: "system", content: "Test" }, user(text)] })) as {
        timings: { cache_n: number; prompt_n: number };
      };
      expect(timings.prompt_n).toBeGreaterThan(0);
      cached.push(timings.cache_n);
    }
    const [, same = 0, end = 0, early = 0] = cached;
    expect(same).toBeGreaterThan(end);
    expect(end).toBeGreaterThan(early);
    expect(early).toBeGreaterThan(0);
  });

  it("have one id, one fingerprint and one role over a stream", async () => {
    const response = await post("/v1/chat/completions", {
      model: "dense",
      max_tokens: 8,
      messages: [{ role: "system", content: "Book" }, user("What is the best book")],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = (await readSse(response)).flatMap(({ data }) =>
      data === "[DONE]" ? [] : [data as Body & { choices: readonly { delta: Body }[] }],
    );
    for (const field of ["id", "model", "system_fingerprint", "created"]) {
      expect(new Set(chunks.map((chunk) => chunk[field])).size, field).toBe(1);
    }
    const roles = chunks.map(({ choices }) => choices[0]?.delta["role"] ?? null);
    expect(roles).toEqual(["assistant", ...roles.slice(1).map(() => null)]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 8 } });
  });

  it("take content in parts, and the same content as one text, for the same prompt", async () => {
    const prompt = async (content: unknown) =>
      (await answered("/apply-template", { model: "short", messages: [{ role: "user", content }] }))[
        "prompt"
      ];
    const parts = ["What is", "the best book"].map((text) => ({ type: "text", text }));
    expect(await prompt(parts)).toBe(await prompt("What is\n\nthe best book"));
  });

  it.each([
    [{}, "Whill"],
    [{ continue_final_message: true, add_generation_prompt: false }, "Whill"],
    [{ parts: true }, "Wh\n\nill"],
  ])("continue an answer that is begun: %j", async ({ parts, ...more }: Body, end) => {
    const begun = parts === true ? ["Wh", "ill"].map((text) => ({ type: "text", text })) : "Whill";
    const messages = [user("What is the best book"), { role: "assistant", content: begun }];
    const { prompt } = await answered("/apply-template", { model: "short", messages, ...more });
    expect(String(prompt)).toMatch(new RegExp(`best book<turn\\|>\n<\\|turn>model\n[^]*${end}$`));
  });

  it.each([
    [{ type: "json_object", schema: { const: "42" } }, '"42"'],
    [{ type: "json_schema", json_schema: { schema: { const: "foooooo" } } }, '"foooooo"'],
    [{ type: "json_object", schema: { items: [{ type: "integer" }] } }, null],
  ])("answer in the form %j", async (format, text) => {
    const answer = contentOf(
      await chat({ messages: [user("Write an example")], response_format: format, max_tokens: 200 }),
    );
    if (text !== null) expect(answer).toBe(text);
    else expect(answer).toMatch(/^[[{"\d\-tfn]/);
  });

  it.each([
    { response_format: { type: "sound" } },
    { response_format: { type: "json_object", schema: 123 } },
    { response_format: { type: "json_object", schema: { type: 123 } } },
    { response_format: { type: "json_object", schema: { type: "hiccup" } } },
    { grammar: "root ::= this is (not valid GBNF" },
    { messages: null },
    { messages: "string" },
    { messages: [123] },
    { messages: [{}] },
    { messages: [{ role: 123 }] },
    { messages: [{ role: "system", content: 123 }] },
    { messages: [{ role: "system", content: "test" }, {}] },
    { continue_final_message: true, add_generation_prompt: true },
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "file://a.jpeg" } }] }] },
  ])("refuse %j", async (change) => {
    const response = await post("/chat/completions", { model: "dense", messages: [user("Hi")], ...change });
    expect([400, 501]).toContain(response.status);
    expect(await response.json()).toHaveProperty("error.message");
  });

  it.each([true, false])("say how much a prompt is too long (streamed: %s)", async (stream) => {
    const messages = Array.from({ length: 100 }, () => [user("What is the best book")]).flat();
    const response = await post("/v1/chat/completions", { model: "small-context", messages, stream });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { n_prompt_tokens: number; n_ctx: number } };
    expect(error).toMatchObject({ type: "exceed_context_size_error", n_ctx: 512 });
    expect(error.n_prompt_tokens).toBeGreaterThan(512);
  });
});

describe("a client that hangs up", () => {
  it.each(["/v1/chat/completions", "/v1/responses", "/v1/messages"])("frees the engine: %s", async (path) => {
    const abort = new AbortController();
    const request = { model: "endless", max_tokens: 100_000, stream: true };
    const response = await fetch(api.url + path, {
      method: "POST",
      body: JSON.stringify({ ...request, messages: [user("Hi")], input: "Hi" }),
      signal: abort.signal,
    });
    await response.body?.getReader().read();
    expect(api.scheduler.isBusy).toBe(true);
    abort.abort();
    await expect.poll(() => api.scheduler.isBusy).toBe(false);
  });
});

describe("completions", () => {
  const complete = async (body: object) => {
    const { choices } = (await answered("/v1/completions", { model: "dense", max_tokens: 8, ...body })) as {
      choices: readonly { text: string }[];
    };
    return choices.map(({ text }) => text);
  };

  it("are equal for equal seeds, streamed and not, once the prompt is cached", async () => {
    const request = { prompt: "I believe the meaning of life is", seed: 42 };
    // Evaluated in one batch, a prompt is rounded differently than with all but its last token cached.
    await complete(request);
    const whole = await complete(request);
    expect(await complete(request)).toEqual(whole);
    const response = await post("/v1/completions", {
      model: "dense",
      max_tokens: 8,
      ...request,
      stream: true,
    });
    const streamed = (await readSse(response)).map(({ data }) =>
      data === "[DONE]" ? "" : ((data as { choices: { text: string }[] }).choices[0]?.text ?? ""),
    );
    expect([streamed.join("")]).toEqual(whole);
    expect(await complete({ ...request, seed: 43 })).not.toEqual(whole);
  });

  it("never begin with tokens that are banned, nor without one that is wanted", async () => {
    const request = { prompt: "I believe the meaning of life is", temperature: 0, max_tokens: 1 };
    const idOf = async (text: string) => {
      const { tokens } = await answered("/tokenize", { model: "dense", content: text });
      expect(tokens, text).toHaveLength(1);
      return String((tokens as readonly number[])[0]);
    };
    const [usual = ""] = await complete(request);
    const wanted = usual === "th" ? "er" : "th";
    for (const bias of [-100, false]) {
      expect(await complete({ ...request, logit_bias: { [await idOf(usual)]: bias } })).not.toEqual([usual]);
    }
    expect(await complete({ ...request, logit_bias: { [await idOf(wanted)]: 90 } })).toEqual([wanted]);
  });

  it("take tokens as they take the text, alone and in lists", async () => {
    const { tokens } = (await answered("/tokenize", { model: "dense", content: "the model" })) as {
      tokens: readonly number[];
    };
    const [one] = await complete({ prompt: "the model", temperature: 0 });
    expect(await complete({ prompt: tokens, temperature: 0 })).toEqual([one]);
    expect(await complete({ prompt: [tokens, "the model"], temperature: 0 })).toEqual([one, one]);
  });

  it("have log probabilities whose tokens are the text", async () => {
    const { choices } = (await answered("/v1/completions", {
      model: "dense",
      prompt: "the",
      max_tokens: 5,
      temperature: 0,
      logprobs: 3,
    })) as {
      choices: readonly {
        text: string;
        logprobs: { tokens: readonly string[]; token_logprobs: readonly number[] };
      }[];
    };
    const { text, logprobs } = choices[0] ?? { text: "", logprobs: { tokens: [], token_logprobs: [] } };
    expect(logprobs.tokens.join("")).toBe(text);
    expect(logprobs.token_logprobs.every((logprob) => logprob <= 0)).toBe(true);
  });
});

describe("messages", () => {
  const messages = (body: object) =>
    answered("/v1/messages", { model: "short", max_tokens: 50, messages: [user("Say hello")], ...body });
  const tool = {
    name: "list_files",
    input_schema: { type: "object", properties: { path: { type: "string" } } },
  };
  const withSteps = (steps: readonly object[], result: unknown) => [
    user("Fix the bug"),
    {
      role: "assistant",
      content: [...steps, { type: "tool_use", id: "call_1", name: "list_files", input: {} }],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "call_1", ...(result as object) }] },
  ];

  it("differ from chat completions in form, and have no timings", async () => {
    const message = await messages({ metadata: { user_id: "test" } });
    expect(message).toMatchObject({
      type: "message",
      role: "assistant",
      content: [{ type: "text", text: shortAnswer }],
      stop_reason: "end_turn",
      usage: { cache_read_input_tokens: expect.any(Number) as number },
    });
    expect(message).not.toHaveProperty("timings");
    expect(message).not.toHaveProperty("choices");
    expect((await post("/v1/messages", { model: "short", max_tokens: 5 })).status).toBe(400);
  });

  it("number their blocks, and sign thinking, in a stream", async () => {
    const request = {
      model: "short",
      max_tokens: 100,
      stream: true,
      thinking: { type: "enabled", budget_tokens: 50 },
      messages: [user("What is 2+2?")],
    };
    const events = (await readSse(await post("/v1/messages", request))).map(({ data }) => data as Body);
    const ofType = (type: string) => events.filter((event) => event["type"] === type);
    expect(ofType("content_block_start").map(({ index }) => index)).toEqual([0, 1]);
    expect(ofType("content_block_stop").map(({ index }) => index)).toEqual([0, 1]);
    const deltas = ofType("content_block_delta").map(({ delta }) => delta as Body);
    expect(deltas.map(({ thinking = "" }) => thinking).join("")).toBe(shortThought);
    const types = deltas.map(({ type }) => type);
    expect(types[types.indexOf("text_delta") - 1]).toBe("signature_delta");
    expect(ofType("message_start")[0]).toMatchObject({ message: { content: [], role: "assistant" } });
    expect(ofType("message_delta")[0]).toMatchObject({
      usage: { output_tokens: expect.any(Number) as number },
    });
  });

  it("take results as text, in parts, with an error, and beside text", async () => {
    for (const result of [
      { content: "Sunny" },
      { content: [{ type: "text", text: "Sunny" }] },
      { content: "City not found", is_error: true },
    ]) {
      const [question, call, answer] = withSteps([], result);
      const beside = {
        role: "user",
        content: [{ type: "text", text: "Here:" }, ...((answer as Body)["content"] as [])],
      };
      for (const last of [answer, beside]) {
        expect(await messages({ messages: [question, call, last], tools: [tool] })).toMatchObject({
          type: "message",
        });
      }
    }
  });

  it("keep the thinking of a turn that goes on", async () => {
    const count = async (steps: readonly object[]) =>
      (
        await answered("/v1/messages/count_tokens", {
          model: "short",
          tools: [tool],
          messages: withSteps(steps, { content: "main.py" }),
        })
      )["input_tokens"] as number;
    const thinking = { type: "thinking", thinking: "I should check the structure of the project first." };
    expect(await count([thinking])).toBeGreaterThan(await count([]));
  });
});

describe("the prompt of a chat", () => {
  it("has the reasoning of every step of a turn that goes on", async () => {
    const step = (id: string, reasoning: string) => [
      {
        role: "assistant",
        content: "",
        reasoning_content: reasoning,
        tool_calls: [{ id, type: "function", function: { name: "read", arguments: `{"path":"${id}"}` } }],
      },
      { role: "tool", tool_call_id: id, content: "print('hello')" },
    ];
    const { prompt } = await answered("/apply-template", {
      model: "short",
      messages: [user("Fix it"), ...step("a", "First I look."), ...step("b", "Then I read.")],
      tools: [{ type: "function", function: { name: "read", parameters: { type: "object" } } }],
      chat_template_kwargs: { enable_thinking: true },
    });
    expect(prompt).toMatch(/First I look\.[^]*Then I read\./);
  });
});
