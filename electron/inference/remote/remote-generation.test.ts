import { afterEach, describe, expect, it } from "vitest";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import type { ServerDialect } from "../../../shared/models/remote-server.ts";
import { collect, partsOf, promptOf } from "../../../tests/contract/collect-generation.ts";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";
import { openRemote } from "../../../tests/fixtures/servers/open-remote-model.ts";
import { startScriptedServer } from "../../../tests/fixtures/servers/scripted-server.ts";
import type { ServerScript } from "../../../tests/fixtures/servers/server-script.ts";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import type { RemoteLimits } from "./remote-model-parts.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(dialect: ServerDialect, script: Partial<ServerScript> = {}, limits?: RemoteLimits) {
  const server = await startScriptedServer(dialect, script);
  const remote = await openRemote(server.url, limits ? { limits } : {});
  closing.push(
    () => remote.dispose(),
    () => server.close(),
  );
  return { server, model: await remote.model() };
}

/** Other processes may keep the machine busy. */
const patience = { timeout: 20_000 };

const prompt = promptOf("What is on the list?");

/** The events of a generation that fails, and its error. */
async function failed(model: Awaited<ReturnType<typeof open>>["model"], from: Prompt = prompt) {
  const generation = model.generate(from, plainOptions, new AbortController().signal);
  const events: GenerationEvent[] = [];
  for await (const event of generation.events) events.push(event);
  const error: unknown = await generation.result.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { parts: partsOf(events), error };
}

describe("a reply of a remote model", () => {
  it.each(["channel", "think"] as const)(
    "separates reasoning that the server left in the content: %s",
    async (kind) => {
      const { server, model } = await open("openai-compatible", { inlineReasoning: kind });
      const { parts } = await collect(model, prompt, { thinking: true });
      expect(parts.map(({ type, text }) => [type, text])).toEqual([
        ["reasoning", server.script.reasoning],
        ["text", server.script.answer],
      ]);
    },
  );

  it("ends without [DONE] and without usage, and then estimates", async () => {
    const { server, model } = await open("ollama", { endsWithoutDone: true, hidesUsage: true });
    const { parts, result } = await collect(model, prompt);
    expect(parts[0]?.text).toBe(server.script.answer);
    expect(result.stats.isEstimated).toBe(true);
    expect(result.stats.generatedTokens).toBe(Math.ceil(server.script.answer.length / 4));
  });

  it("takes usage, cached tokens and speed from the server", async () => {
    const { server, model } = await open("llama-server");
    const { result } = await collect(model, prompt);
    expect(result.stats).toMatchObject({
      promptTokens: 9,
      reusedTokens: 4,
      generatedTokens: server.script.answer.match(/\S+/g)?.length,
      tokensPerSecond: 50,
      contextSizeTokens: 8192,
    });
    expect(result.stats).not.toHaveProperty("isEstimated");
  });

  it("reports the server's progress with the prompt", async () => {
    for (const [dialect, progress] of [
      ["llama-server", [4 / 9, 1]],
      ["mlx-lm", [0.5]],
    ] as const) {
      const { model } = await open(dialect);
      const { events } = await collect(model, prompt);
      expect(events.flatMap((event) => (event.type === "prefill" ? [event.progress] : []))).toEqual(progress);
    }
  });

  it("reports a turn that ended while reasoning", async () => {
    const { model } = await open("vllm", { answer: "" });
    const { parts, result } = await collect(model, prompt, { thinking: true });
    expect(result.end).toBe("ended-in-reasoning");
    expect(parts.map(({ type }) => type)).toEqual(["reasoning"]);
  });

  it("has no parts where the server says nothing", async () => {
    const { model } = await open("vllm", { answer: "" });
    expect(await collect(model, prompt)).toMatchObject({ parts: [], result: { end: "end-of-turn" } });
  });

  it("says context-full where the server ended it before the limit it was asked for", async () => {
    const { model } = await open("llama-server", { mostTokens: 5 });
    expect((await collect(model, prompt)).result.end).toBe("context-full");
    expect((await collect(model, prompt, { maxTokens: 50 })).result.end).toBe("context-full");
    expect((await collect(model, prompt, { maxTokens: 5 })).result.end).toBe("max-tokens");
  });

  it("closes the connection at once where it is aborted", async () => {
    const { server, model } = await open("llama-server", { fault: { type: "stall", afterPieces: 4 } });
    const abort = new AbortController();
    const { parts, result } = await collect(
      model,
      prompt,
      {},
      { signal: abort.signal, onEvent: ({ type }) => type === "part-delta" && abort.abort() },
    );
    expect(result.end).toBe("stopped");
    expect(parts[0]?.end).toEqual({ status: "incomplete" });
    // Running counts: the server did not get to report its usage.
    expect(result.stats).not.toHaveProperty("isEstimated");
    await expect.poll(server.abandoned, patience).toBe(1);
  });

  it("stops the server where it finds a stop string, but not in reasoning", async () => {
    const { server, model } = await open("llama-server", {
      reasoning: "two pears, I think",
      fault: { type: "stall", afterPieces: 15 },
    });
    const { parts, result } = await collect(model, prompt, { thinking: true, stop: ["two pears"] });
    expect(result.end).toBe("stop-string");
    expect(parts.map(({ text }) => text)).toEqual([
      "two pears, I think",
      "Here is the list:\n\n- one apple\n- ",
    ]);
    await expect.poll(server.abandoned, patience).toBe(1);
  });

  it("closes reasoning through llama-server's endpoint, and then answers", async () => {
    const { server, model } = await open("llama-server", { waitsForAnswerNow: true });
    expect(model.info.canEndReasoning).toBe(true);
    const { parts } = await collect(
      model,
      prompt,
      { thinking: true },
      { onEvent: ({ type }, endReasoning) => type === "part-delta" && endReasoning() },
    );
    expect(server.chats[0]).toMatchObject({ reasoning_control: true });
    expect(parts[0]?.end).toMatchObject({ isCutShort: true });
    expect(parts[0]?.text.length).toBeLessThan(server.script.reasoning.length);
    expect(parts[1]?.text).toBe(server.script.answer);
  });

  it("can't close reasoning with servers that have no such endpoint", async () => {
    const older = await open("llama-server", { hasControl: false });
    expect(older.model.info.canEndReasoning).toBe(false);
    await collect(older.model, prompt, { thinking: true });
    expect(older.server.chats[0]).not.toHaveProperty("reasoning_control");
    expect((await open("vllm")).model.info.canEndReasoning).toBe(false);
  });

  it("returns log probabilities of the answer, and not of reasoning", async () => {
    const { model } = await open("vllm", { answer: "one two" });
    const { result } = await collect(model, prompt, { thinking: true, logprobs: 1 });
    expect(result.logprobs).toEqual([
      { token: "one", logprob: -0.25, top: [{ token: "one", logprob: -0.25 }] },
      { token: " two", logprob: -0.25, top: [{ token: " two", logprob: -0.25 }] },
    ]);
    expect((await collect(model, prompt)).result).not.toHaveProperty("logprobs");
  });
});

describe("a server that loads", () => {
  it("is asked again until its model is loaded", async () => {
    const { server, model } = await open("llama-server");
    server.script.loadingAnswers = 1;
    const { parts, events } = await collect(model, prompt);
    expect(parts[0]?.text).toBe(server.script.answer);
    expect(server.chats).toHaveLength(1);
    expect(events.filter(({ type }) => type === "part-started")).toHaveLength(1);
  });

  it("is given up after a limit", async () => {
    const { server, model } = await open("llama-server", {}, { loadingMs: 0 });
    server.script.loadingAnswers = 100;
    expect((await failed(model)).error).toMatchObject({ code: "server-busy", data: { status: 503 } });
  });

  it("is not waited for after an abort", async () => {
    const { server, model } = await open("llama-server");
    server.script.loadingAnswers = 1_000;
    const abort = new AbortController();
    const generation = model.generate(prompt, plainOptions, abort.signal);
    await expect.poll(() => server.asked.includes("POST /v1/chat/completions"), patience).toBe(true);
    abort.abort();
    expect((await generation.result).end).toBe("stopped");
  });
});

describe("a server that fails", () => {
  it.each(["llama-server", "vllm", "ollama", "lm-studio", "mlx-vlm"] as const)(
    "keeps what %s said before an error in the stream",
    async (dialect) => {
      const { model } = await open(dialect, { fault: { type: "error", afterPieces: 4 } });
      const { parts, error } = await failed(model);
      expect(error).toMatchObject({ code: "server-failed", data: { detail: "The GPU fell off the bus" } });
      expect(parts).toEqual([{ type: "text", text: "Here is the list:", end: { status: "incomplete" } }]);
    },
  );

  it("keeps what was said before the server vanished", async () => {
    const { model } = await open("vllm", { fault: { type: "vanish", afterPieces: 4 } });
    const { parts, error } = await failed(model);
    expect(error).toMatchObject({ code: "server-gone" });
    expect(parts).toEqual([{ type: "text", text: "Here is the list:", end: { status: "incomplete" } }]);
  });

  it("is given up where its stream makes no progress", async () => {
    const { model } = await open("vllm", { fault: { type: "stall", afterPieces: 4 } }, { silenceMs: 1_000 });
    const { parts, error } = await failed(model);
    expect(error).toMatchObject({ code: "server-gone" });
    expect(parts[0]?.text).toBe("Here is the list:");
  });

  it.each(["overlong", "garbage"] as const)(
    "is given up where it sends an event that is %s",
    async (type) => {
      const { model } = await open("vllm", { fault: { type, afterPieces: 4 } });
      expect((await failed(model)).error).toMatchObject({ code: "server-failed" });
    },
  );

  it.each([
    [401, { error: { message: "Invalid API Key" } }, { code: "server-refused-key", data: { hasKey: false } }],
    [403, { error: "Forbidden" }, { code: "server-refused-key" }],
    [429, { error: { message: "Too many requests" } }, { code: "server-busy", data: { status: 429 } }],
    [503, "<html>", { code: "server-busy", data: { status: 503 } }],
    [500, { error: { message: "CUDA error" } }, { code: "server-failed", data: { detail: "CUDA error" } }],
    [
      400,
      { detail: "temperature: too large" },
      { code: "server-failed", data: { detail: "temperature: too large" } },
    ],
    [
      404,
      { error: { message: 'model "gemma-4-e4b-it" not found, try pulling it first' } },
      { code: "server-missing-model", data: { name: "gemma-4-e4b-it" } },
    ],
    [
      404,
      { error: { message: "The model `gemma-4-e4b-it` does not exist." } },
      { code: "server-missing-model" },
    ],
    [302, "", { code: "server-failed" }],
  ])("maps status %i with %j", async (status, body, expected) => {
    const { model, server } = await open("vllm");
    server.script.refusal = { status, body };
    const { error } = await failed(model);
    expect(error).toMatchObject(expected);
    expect(error).toMatchObject({ data: { host: new URL(server.url).host } });
  });

  it("is offline where nothing listens", async () => {
    const { model, server } = await open("vllm");
    await server.close();
    expect((await failed(model)).error).toMatchObject({ code: "server-offline" });
  });
});

describe("a server that refuses a field", () => {
  it("is asked again without it, and from then on", async () => {
    const { model, server } = await open("vllm", { refusedFields: ["thinking_token_budget", "top_k"] });
    const options = { thinking: true, reasoningBudgetTokens: 100 };
    const { parts } = await collect(model, prompt, options);
    expect(parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
    expect(server.chats).toHaveLength(3);
    await collect(model, prompt, options);
    expect(server.chats).toHaveLength(4);
    expect(server.chats.at(-1)).not.toHaveProperty("thinking_token_budget");
  });
});

describe("a chat that outgrows the server's context", () => {
  const turns = Array.from({ length: 21 }, (_, index) => ({
    role: index % 2 === 0 ? ("user" as const) : ("assistant" as const),
    text: "a few words ".repeat(10),
  }));

  it.each(["llama-server", "vllm"] as const)(
    "continues without its oldest exchanges on %s",
    async (dialect) => {
      const { model, server } = await open(dialect, { contextSizeTokens: 400 });
      const { parts, result } = await collect(model, { systemPrompt: "", turns });
      expect(parts[0]?.text).toBe(server.script.answer);
      expect(result.startsAt).toBeGreaterThan(0);
      expect(server.chats.at(-1)?.messages).toHaveLength(21 - (result.startsAt ?? 0));
      const next = await collect(model, { systemPrompt: "", turns, startsAt: result.startsAt ?? 0 });
      expect(next.result.startsAt).toBe(result.startsAt);
      expect(server.chats).toHaveLength(3);
    },
  );

  it("fails where the last message alone is too long", async () => {
    const { model } = await open("llama-server", { contextSizeTokens: 400 });
    const { error } = await failed(model, promptOf("a few words ".repeat(200)));
    expect(error).toMatchObject({ code: "message-too-long", data: { contextSizeTokens: 400 } });
  });
});

it("counts tokens exactly where the server can, and else estimates", async () => {
  for (const dialect of ["llama-server", "vllm"] as const) {
    const { model } = await open(dialect);
    expect(await model.countTokens(prompt, false)).toEqual({ tokens: 9, isExact: true });
  }
  const { model } = await open("ollama");
  expect(await model.countTokens(prompt, false)).toMatchObject({ isExact: false });
});

it("sends the messages of an open turn, and has the server continue it", async () => {
  const { model, server } = await open("llama-server");
  await collect(model, {
    systemPrompt: "",
    turns: [
      { role: "user", text: "What is 2 + 2?" },
      { role: "assistant", text: "", steps: [{ type: "text", text: "It is" }] },
    ],
  });
  expect(server.chats[0]).toMatchObject({
    messages: [{ role: "user" }, { role: "assistant", content: "It is" }],
    add_generation_prompt: false,
    continue_final_message: true,
  });
});

describe("a remote model with tools", () => {
  const tools = [
    { name: "get_weather", description: "Says the weather.", parameters: { properties: {} } },
    { name: "clock", description: "", parameters: {} },
  ];
  const paris = { name: "get_weather", arguments: { city: "Paris" } };

  it("is sent their declarations, the choice and results with the ids of their calls", async () => {
    const { server, model } = await open("llama-server");
    const steps = [
      { type: "tool-call", ...paris },
      { type: "tool-result", name: "get_weather", text: "sunny" },
    ] as const;
    const turns = [...prompt.turns, { role: "assistant", text: "", steps } as const];
    const options = { toolChoice: { name: "clock" }, parallelToolCalls: false };
    await collect(model, { ...prompt, turns, tools }, options);
    expect(server.chats[0]).toMatchObject({
      tools: [
        { type: "function", function: { ...tools[0], parameters: { type: "object", properties: {} } } },
        { type: "function", function: { name: "clock", parameters: { type: "object" } } },
      ],
      tool_choice: { type: "function", function: { name: "clock" } },
      parallel_tool_calls: false,
      messages: [
        { role: "user" },
        { role: "assistant", tool_calls: [{ id: "call00001", function: { name: "get_weather" } }] },
        { role: "tool", tool_call_id: "call00001", content: "sunny" },
      ],
    });
  });

  it("calls where its server left the call in the text, after its reasoning", async () => {
    const answer = `Let me see. <tool_call>${JSON.stringify(paris)}</tool_call>`;
    const { model } = await open("openai-compatible", { answer, inlineReasoning: "think" });
    const { parts, calls, result } = await collect(model, { ...prompt, tools }, { thinking: true });
    expect(parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
    expect({ calls, end: result.end }).toEqual({ calls: [paris], end: "tool-calls" });
    const untold = await collect(model, prompt);
    expect(untold.parts[0]?.text).toBe(answer);
  });

  it("answers without tools where its server refuses them", async () => {
    const { server, model } = await open("vllm", { refusedFields: ["tools"] });
    const { parts } = await collect(model, { ...prompt, tools });
    expect(parts[0]?.text).toBe(server.script.answer);
  });
});
