/* eslint-disable @typescript-eslint/no-deprecated -- programs go on using what is deprecated */
import Anthropic from "@anthropic-ai/sdk";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import { generateObject, generateText, streamText } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApiKey } from "../../electron/api/access/api-keys.ts";
import { servedFixture, startRunningApi, type RunningApi } from "../fixtures/api/running-api.ts";
import { longThought, shortAnswer, shortThought } from "../fixtures/texts.ts";

const { key: apiKey, stored } = createApiKey("Clients", 0);
let api: RunningApi;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  const models = await Promise.all([
    servedFixture("short"),
    servedFixture("dense"),
    servedFixture("long-thought"),
  ]);
  api = await startRunningApi(models, {
    keys: () => [stored],
    aliases: { quick: models[0].model.id },
  });
  openai = new OpenAI({ apiKey, baseURL: `${api.url}/v1` });
  anthropic = new Anthropic({ apiKey, baseURL: api.url });
});
afterAll(() => api.dispose());

const messages = [{ role: "user", content: "Hello" }] as const;
const thinking = { chat_template_kwargs: { enable_thinking: true } };
const fruit = z.object({ fruit: z.enum(["apple", "pear"]), count: z.int().min(1).max(9) });

describe("the openai package", () => {
  it("lists the models and finds one by each of its names", async () => {
    const names = [];
    for await (const model of openai.models.list()) names.push(model.id);
    expect(names).toEqual(["quick", "short", "dense", "long-thought"]);
    for (const name of [
      "short",
      "SHORT",
      "short-Q4_0",
      "short-Q4_0.gguf",
      "facet/short-GGUF:Q4_0",
      "hf.co/facet/short-GGUF:Q4_0",
      "quick",
    ]) {
      const { choices, model } = await openai.chat.completions.create({
        model: name,
        messages: [...messages],
        max_tokens: 1,
      });
      expect([model, choices.length]).toEqual([name, 1]);
    }
    await expect(openai.models.retrieve("gone")).rejects.toMatchObject({
      status: 404,
      type: "not_found_error",
      param: "model",
    });
  });

  it("chats, and reports what was in the cache", async () => {
    const ask = () => openai.chat.completions.create({ model: "short", messages: [...messages] });
    await ask();
    const { choices, usage } = await ask();
    expect(choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { role: "assistant", content: shortAnswer },
    });
    expect(usage?.completion_tokens).toBeGreaterThan(5);
    expect(usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(0);
    expect(usage?.prompt_tokens_details?.cached_tokens).toBeLessThan(usage?.prompt_tokens ?? 0);
  });

  it("streams text and reasoning, and the usage at the end", async () => {
    const stream = await openai.chat.completions.create({
      model: "short",
      messages: [...messages],
      stream: true,
      stream_options: { include_usage: true },
      ...thinking,
    });
    let [text, reasoning, tokens] = ["", "", 0];
    for await (const { choices, usage } of stream) {
      const delta = choices[0]?.delta as { content?: string | null; reasoning_content?: string } | undefined;
      text += delta?.content ?? "";
      reasoning += delta?.reasoning_content ?? "";
      tokens = usage?.completion_tokens ?? tokens;
    }
    expect([text, reasoning]).toEqual([shortAnswer, shortThought]);
    expect(tokens).toBeGreaterThan(10);
  });

  it("limits the reasoning to a budget", async () => {
    const request = { model: "long-thought", messages: [...messages], thinking_budget_tokens: 40 };
    const { choices } = await openai.chat.completions.create(
      request as OpenAI.ChatCompletionCreateParamsNonStreaming,
    );
    const { content, reasoning_content: reasoning = "" } = choices[0]?.message as {
      content: string;
      reasoning_content?: string;
    };
    expect(content).toBe(shortAnswer);
    expect(longThought.startsWith(reasoning)).toBe(true);
    expect(reasoning.length).toBeLessThan(longThought.length / 2);
  });

  it.each([false, true])("answers in a schema for any weights (thinking: %s)", async (isThinking) => {
    for (const seed of [1, 2, 3]) {
      const { choices } = await openai.chat.completions.create({
        model: "dense",
        seed,
        messages: [...messages],
        response_format: {
          type: "json_schema",
          json_schema: { name: "fruit", schema: z.toJSONSchema(fruit) },
        },
        chat_template_kwargs: { enable_thinking: isThinking },
        thinking_budget_tokens: isThinking ? 20 : -1,
      } as OpenAI.ChatCompletionCreateParamsNonStreaming);
      expect(fruit.safeParse(JSON.parse(choices[0]?.message.content ?? ""))).toMatchObject({ success: true });
    }
  });

  it("gets equal answers for equal seeds, and different ones in n", async () => {
    const ask = async () => {
      const { choices } = await openai.chat.completions.create({
        model: "dense",
        messages: [...messages],
        seed: 5,
        n: 2,
        max_tokens: 8,
      });
      return choices.map(({ message }) => message.content);
    };
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect(first[0]).not.toBe(first[1]);
  });

  it("gets log probabilities, stops at a string and at a limit", async () => {
    const { choices } = await openai.chat.completions.create({
      model: "short",
      messages: [...messages],
      stop: ["answer"],
      logprobs: true,
      top_logprobs: 2,
    });
    expect(choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "Here is a short " } });
    const [first] = choices[0]?.logprobs?.content ?? [];
    expect(shortAnswer.startsWith(first?.token ?? "?")).toBe(true);
    expect(first?.top_logprobs).toHaveLength(2);
    const short = await openai.chat.completions.create({
      model: "short",
      messages: [...messages],
      max_tokens: 2,
    });
    expect(short).toMatchObject({ choices: [{ finish_reason: "length" }], usage: { completion_tokens: 2 } });
  });

  it("continues an answer that it begins itself", async () => {
    const { choices } = await openai.chat.completions.create({
      model: "dense",
      messages: [...messages, { role: "assistant", content: "the" }],
      max_tokens: 3,
      temperature: 0,
    });
    expect(choices[0]?.message.content).not.toBe("");
  });

  it("uses the responses API, and continues a response", async () => {
    const first = await openai.responses.create({
      model: "short",
      input: "Hello",
      instructions: "Be brief.",
      reasoning: { effort: "low" },
    });
    expect(first.output_text).toBe(shortAnswer);
    expect(first.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    const second = await openai.responses.create({
      model: "short",
      input: "Again",
      previous_response_id: first.id,
    });
    expect(second.usage?.input_tokens).toBeGreaterThan(first.usage?.input_tokens ?? Infinity);
    const types: string[] = [];
    const stream = openai.responses.stream({ model: "short", input: "Hello" });
    for await (const { type } of stream) if (types.at(-1) !== type) types.push(type);
    expect(types).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    expect((await stream.finalResponse()).output_text).toBe(shortAnswer);
  });

  it("completes a text without the template", async () => {
    const whole = await openai.completions.create({
      model: "short",
      prompt: "<|turn>user\nHello<turn|>\n<|turn>model\n",
      max_tokens: 64,
    });
    expect(whole.choices[0]?.text).toBe(shortAnswer);
    const stream = await openai.completions.create({
      model: "dense",
      prompt: "the",
      max_tokens: 4,
      temperature: 0,
      stream: true,
    });
    const reasons = [];
    for await (const { choices } of stream)
      if (choices[0]?.finish_reason) reasons.push(choices[0].finish_reason);
    expect(reasons).toEqual(["length"]);
  });

  it("is told what is not there, and that its key is wrong", async () => {
    const once = { maxRetries: 0 };
    await expect(openai.embeddings.create({ model: "short", input: "x" }, once)).rejects.toMatchObject({
      status: 501,
      type: "not_supported_error",
    });
    const stranger = new OpenAI({ apiKey: "wrong", baseURL: `${api.url}/v1` });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    const long = { role: "user", content: "the ".repeat(40_000) } as const;
    await expect(
      openai.chat.completions.create({ model: "dense", messages: [long] }, once),
    ).rejects.toMatchObject({
      status: 400,
      type: "exceed_context_size_error",
    });
  });
});

describe("the Anthropic SDK", () => {
  const request = {
    model: "short",
    max_tokens: 200,
    messages: [{ role: "user" as const, content: "Hello" }],
  };

  it("gets thinking and text in blocks", async () => {
    const message = await anthropic.messages.create({
      ...request,
      thinking: { type: "enabled", budget_tokens: 1024 },
    });
    expect(message).toMatchObject({
      content: [
        { type: "thinking", thinking: shortThought },
        { type: "text", text: shortAnswer },
      ],
      stop_reason: "end_turn",
    });
    expect(message.usage.output_tokens).toBeGreaterThan(10);
  });

  it("streams a message, and counts the tokens of a prompt", async () => {
    const stream = anthropic.messages.stream({ ...request, stop_sequences: ["answer"], system: "Be brief." });
    const message = await stream.finalMessage();
    expect(message).toMatchObject({
      content: [{ type: "text", text: "Here is a short " }],
      stop_reason: "stop_sequence",
      stop_sequence: "answer",
    });
    const { input_tokens: counted } = await anthropic.messages.countTokens({
      model: "short",
      messages: request.messages,
      system: "Be brief.",
    });
    const { usage } = message;
    expect(counted).toBe(usage.input_tokens + (usage.cache_read_input_tokens ?? 0));
  });

  it("gets errors in its own form", async () => {
    await expect(anthropic.messages.create({ ...request, model: "gone" })).rejects.toBeInstanceOf(
      Anthropic.NotFoundError,
    );
    const stranger = new Anthropic({ apiKey: "wrong", baseURL: api.url });
    await expect(stranger.messages.create(request)).rejects.toMatchObject({
      error: { type: "error", error: { type: "authentication_error" } },
    });
  });
});

describe("the AI SDK", () => {
  const provider = () =>
    createOpenAICompatible({
      name: "facet",
      apiKey,
      baseURL: `${api.url}/v1`,
      supportsStructuredOutputs: true,
      includeUsage: true,
    });

  it("streams reasoning and text, and generates objects", async () => {
    const { text, reasoningText, usage } = await generateText({
      model: provider()("short"),
      prompt: "Hello",
      providerOptions: { facet: { reasoningEffort: "high" } },
    });
    expect([text, reasoningText]).toEqual([shortAnswer, shortThought]);
    expect(usage.outputTokens).toBeGreaterThan(10);
    let streamed = "";
    for await (const piece of streamText({ model: provider()("short"), prompt: "Hello" }).textStream)
      streamed += piece;
    expect(streamed).toBe(shortAnswer);
    const { object } = await generateObject({
      model: provider()("dense"),
      schema: fruit,
      prompt: "A fruit",
      seed: 1,
    });
    expect(fruit.safeParse(object).success).toBe(true);
  });
});

describe("LangChain", () => {
  it("invokes and streams", async () => {
    const model = new ChatOpenAI({ model: "short", apiKey, configuration: { baseURL: `${api.url}/v1` } });
    const answer = await model.invoke([new SystemMessage("Be brief."), new HumanMessage("Hello")]);
    expect(answer.text).toBe(shortAnswer);
    let streamed = "";
    for await (const chunk of await model.stream("Hello")) streamed += chunk.text;
    expect(streamed).toBe(shortAnswer);
  });
});

describe("the tokens of a model", () => {
  const post = async (path: string, body: object) => {
    const response = await fetch(api.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model: "short", ...body }),
    });
    return (await response.json()) as Record<string, unknown>;
  };

  it("are those of its vocabulary, there and back", async () => {
    const { tokens } = await post("/tokenize", { content: "Here is <|turn>", parse_special: true });
    expect(await post("/detokenize", { tokens })).toEqual({ content: "Here is <|turn>" });
    const plain = await post("/tokenize", {
      content: "Here is <|turn>",
      parse_special: false,
      with_pieces: true,
    });
    const pieces = plain["tokens"] as readonly { id: number; piece: string }[];
    expect(pieces.length).toBeGreaterThan((tokens as readonly number[]).length);
    expect(pieces.map(({ piece }) => piece).join("")).toBe("Here is <|turn>");
    const withBos = await post("/tokenize", { content: "Here", add_special: true });
    const without = await post("/tokenize", { content: "Here" });
    expect((withBos["tokens"] as number[]).slice(1)).toEqual(without["tokens"]);
    expect(await post("/detokenize", { tokens: [9_999_999] })).toMatchObject({
      error: { type: "invalid_request_error" },
    });
  });

  it("are counted for a chat as the answer counts them, and its prompt can be read", async () => {
    const { usage } = await openai.chat.completions.create({ model: "short", messages: [...messages] });
    expect(await post("/v1/chat/completions/input_tokens", { messages })).toMatchObject({
      input_tokens: usage?.prompt_tokens,
    });
    expect(await post("/v1/responses/input_tokens", { input: "Hello" })).toMatchObject({
      input_tokens: usage?.prompt_tokens,
    });
    expect((await post("/apply-template", { messages }))["prompt"]).toContain("<|turn>user\nHello");
  });
});
