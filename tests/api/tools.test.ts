/* eslint-disable @typescript-eslint/no-deprecated -- programs go on using what is deprecated */
import Anthropic from "@anthropic-ai/sdk";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { HumanMessage, ToolMessage, type BaseMessage } from "@langchain/core/messages";
import { tool as langchainTool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { generateText, stepCountIs, streamText, tool } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { servedFixture, startRunningApi, type RunningApi } from "../fixtures/api/running-api.ts";

let api: RunningApi;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  const names = ["calling", "calling-parallel", "dense"] as const;
  api = await startRunningApi(await Promise.all(names.map(servedFixture)));
  openai = new OpenAI({ apiKey: "none", baseURL: `${api.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: "none", baseURL: api.url, maxRetries: 0 });
});
afterAll(() => api.dispose());

const thought = "I should look at the weather.";
const answer = "It is sunny in both cities.";
const placeSchema = z.object({
  city: z.string(),
  days: z.int().optional(),
  unit: z.enum(["celsius", "kelvin"]).optional(),
});
type Place = z.infer<typeof placeSchema>;
const parameters = z.toJSONSchema(placeSchema) as Record<string, unknown>;
const description = "Says how the weather is.";
const weatherTool = {
  type: "function",
  function: { name: "get_weather", description, parameters },
} as const;
const clockTool = {
  type: "function",
  function: { name: "clock", parameters: { type: "object", properties: {} } },
} as const;
const tools = [weatherTool, clockTool];
const question = { role: "user" as const, content: "How is it in Paris and Oslo?" };
const placeOf = (city: string): Place => ({ city, days: 2, unit: "celsius" });
const [paris, oslo] = [placeOf("Paris"), placeOf("Oslo")];
const thinking = { chat_template_kwargs: { enable_thinking: true } };

describe("the openai package", () => {
  it("calls, is given results, and gets the answer, with reasoning that it sends back", async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [question];
    const places: unknown[] = [];
    const cached: number[] = [];
    for (;;) {
      const { choices, usage } = await openai.chat.completions.create({
        model: "calling",
        messages,
        tools,
        ...thinking,
      });
      const [choice] = choices;
      if (choice === undefined) throw new Error("No choice");
      const { message } = choice;
      messages.push(message);
      cached.push(usage?.prompt_tokens_details?.cached_tokens ?? 0);
      expect(message).toMatchObject({ reasoning_content: thought });
      const [call, ...others] = message.tool_calls ?? [];
      if (call === undefined) {
        expect(choice).toMatchObject({ finish_reason: "stop", message: { content: answer } });
        break;
      }
      expect(others).toEqual([]);
      expect(choice).toMatchObject({ finish_reason: "tool_calls", message: { content: null } });
      expect(call).toMatchObject({ type: "function", function: { name: "get_weather" } });
      if (call.type === "function") places.push(JSON.parse(call.function.arguments));
      messages.push({ role: "tool", tool_call_id: call.id, content: "sunny" });
    }
    expect(places).toEqual([paris, oslo]);
    // Only the results were evaluated anew.
    const [, second = 0, third = 0] = cached;
    expect(second).toBeGreaterThan(20);
    expect(third).toBeGreaterThan(second);
  });

  it("runs tools by itself, streamed and not", async () => {
    for (const stream of [false, true]) {
      const asked: Place[] = [];
      const runnable = {
        type: "function" as const,
        function: {
          name: "get_weather",
          description,
          parameters,
          parse: (text: string) => placeSchema.parse(JSON.parse(text)),
          function: (place: Place) => {
            asked.push(place);
            return "sunny";
          },
        },
      };
      const request = { model: "calling", messages: [question], tools: [runnable] };
      const runner = stream
        ? openai.chat.completions.runTools({ ...request, stream: true })
        : openai.chat.completions.runTools(request);
      expect(await runner.finalContent()).toBe(answer);
      expect(asked).toEqual([paris, oslo]);
    }
  });

  it("streams a call as its name, then its arguments", async () => {
    const stream = await openai.chat.completions.create({
      model: "calling-parallel",
      messages: [question],
      tools,
      stream: true,
    });
    const deltas: OpenAI.ChatCompletionChunk.Choice.Delta.ToolCall[] = [];
    let text = "";
    let finish = null;
    for await (const { choices } of stream) {
      deltas.push(...(choices[0]?.delta.tool_calls ?? []));
      text += choices[0]?.delta.content ?? "";
      finish = choices[0]?.finish_reason ?? finish;
    }
    expect([text, finish]).toEqual(["Let me look.", "tool_calls"]);
    expect(deltas.map(({ index, id, function: call }) => [index, typeof id, call?.name])).toEqual([
      [0, "string", "get_weather"],
      [0, "undefined", undefined],
      [1, "string", "get_weather"],
      [1, "undefined", undefined],
    ]);
    const given = [0, 1].map((index) =>
      deltas.map((delta) => (delta.index === index ? (delta.function?.arguments ?? "") : "")).join(""),
    );
    expect(given.map((each) => JSON.parse(each) as unknown)).toEqual([paris, oslo]);
  });

  it("makes one call where it may not make several, and none where it must not call", async () => {
    const ask = async (change: object, model = "calling-parallel") => {
      const request = { model, messages: [question], tools, max_tokens: 100, ...change };
      const { choices } = await openai.chat.completions.create(
        request as OpenAI.ChatCompletionCreateParamsNonStreaming,
      );
      return choices[0];
    };
    expect((await ask({}))?.message.tool_calls).toHaveLength(2);
    expect((await ask({ parallel_tool_calls: false }))?.message.tool_calls).toHaveLength(1);
    const none = await ask({ tool_choice: "none" }, "calling");
    expect(none).toMatchObject({ finish_reason: "stop", message: { content: answer } });
    expect(none?.message.tool_calls).toBeUndefined();
  });

  it("gets a call that fits its declaration from any weights, where one is required", async () => {
    for (const choice of ["required", { type: "function", function: { name: "get_weather" } }] as const) {
      for (const seed of [1, 2]) {
        const { choices } = await openai.chat.completions.create({
          model: "dense",
          messages: [question],
          tools: choice === "required" ? [weatherTool] : tools,
          tool_choice: choice,
          parallel_tool_calls: false,
          seed,
          max_tokens: 400,
        });
        const [call] = choices[0]?.message.tool_calls ?? [];
        // Random weights may write a name of a city that never ends.
        if (choices[0]?.finish_reason === "length") continue;
        if (call?.type !== "function") throw new Error("No call");
        expect(call.function.name).toBe("get_weather");
        expect(placeSchema.safeParse(JSON.parse(call.function.arguments))).toMatchObject({ success: true });
      }
    }
  });

  it("answers in a schema or calls, where both may be", async () => {
    const schema = { type: "object", properties: { done: { const: true } }, required: ["done"] };
    const request = {
      model: "calling",
      tools,
      response_format: { type: "json_schema", json_schema: { name: "done", schema } },
    } as const;
    const first = await openai.chat.completions.create({ ...request, messages: [question] });
    const message = first.choices[0]?.message;
    expect(message?.tool_calls).toHaveLength(1);
    const none = await openai.chat.completions.create({
      ...request,
      messages: [question],
      tool_choice: "none",
    });
    expect(JSON.parse(none.choices[0]?.message.content ?? "")).toEqual({ done: true });
  });

  it("calls through the responses API, by itself or by the id of the response before", async () => {
    const declared = [{ type: "function" as const, name: "get_weather", parameters, strict: false }];
    const outputs: string[] = [];
    let previous: OpenAI.Responses.Response | null = null;
    let input: OpenAI.Responses.ResponseInput = [question];
    for (let round = 0; round < 3; round++) {
      const response: OpenAI.Responses.Response = await openai.responses.create({
        model: "calling",
        input,
        tools: [...declared, { type: "web_search" }],
        ...(previous !== null && { previous_response_id: previous.id }),
      });
      previous = response;
      const call = response.output.find(({ type }) => type === "function_call");
      if (call?.type !== "function_call") {
        expect(response.output_text).toBe(answer);
        break;
      }
      outputs.push(call.arguments);
      input = [{ type: "function_call_output", call_id: call.call_id, output: "sunny" }];
    }
    expect(outputs.map((text) => JSON.parse(text) as unknown)).toEqual([paris, oslo]);

    const types: string[] = [];
    const stream = openai.responses.stream({ model: "calling", input: [question], tools: declared });
    for await (const { type } of stream) types.push(type);
    expect(types).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.output_item.done",
      "response.completed",
    ]);
    expect((await stream.finalResponse()).output).toMatchObject([
      { type: "function_call", name: "get_weather", arguments: JSON.stringify(paris) },
    ]);
  });
});

describe("the Anthropic SDK", () => {
  const declared = [{ name: "get_weather", description, input_schema: { type: "object", ...parameters } }];
  const request = { model: "calling", max_tokens: 500, tools: declared as Anthropic.Tool[] };

  it("calls, is given results, and gets the answer, streamed and not", async () => {
    for (const isStreamed of [false, true]) {
      const messages: Anthropic.MessageParam[] = [question];
      const inputs: unknown[] = [];
      let last: Anthropic.Message | null = null;
      for (let round = 0; round < 3; round++) {
        const body = { ...request, messages, thinking: { type: "enabled", budget_tokens: 1024 } as const };
        last = isStreamed
          ? await anthropic.messages.stream(body).finalMessage()
          : await anthropic.messages.create(body);
        expect(last.content[0]).toMatchObject({ type: "thinking", thinking: thought });
        messages.push({ role: "assistant", content: last.content });
        const call = last.content.find(({ type }) => type === "tool_use");
        if (call?.type !== "tool_use") break;
        expect([last.stop_reason, call.name]).toEqual(["tool_use", "get_weather"]);
        inputs.push(call.input);
        messages.push({
          role: "user",
          content: [{ type: "tool_result", tool_use_id: call.id, content: "sunny" }],
        });
      }
      expect(inputs).toEqual([paris, oslo]);
      expect(last).toMatchObject({ stop_reason: "end_turn" });
      expect(last?.content.at(-1)).toMatchObject({ type: "text", text: answer });
    }
  });

  it("gets several calls, or one where they are not to be made together", async () => {
    const ask = async (choice: Anthropic.ToolChoice) => {
      const body = { ...request, model: "calling-parallel", messages: [question], tool_choice: choice };
      const { content } = await anthropic.messages.create(body);
      return content.map(({ type }) => type);
    };
    expect(await ask({ type: "auto" })).toEqual(["text", "tool_use", "tool_use"]);
    expect(await ask({ type: "auto", disable_parallel_tool_use: true })).toEqual(["text", "tool_use"]);
    expect(await ask({ type: "none" })).not.toContain("tool_use");
  });

  it("streams text, then each call in a block of its own", async () => {
    const body = { ...request, model: "calling-parallel", messages: [question] };
    const types: string[] = [];
    for await (const event of await anthropic.messages.create({ ...body, stream: true })) {
      if (event.type === "content_block_start") types.push(event.content_block.type);
      if (event.type === "message_delta") types.push(event.delta.stop_reason ?? "");
    }
    expect(types).toEqual(["text", "tool_use", "tool_use", "tool_use"]);
  });
});

describe("the AI SDK", () => {
  it("runs tools until there is an answer, streamed and not", async () => {
    const provider = createOpenAICompatible({ name: "facet", baseURL: `${api.url}/v1` });
    const run = (asked: Place[]) => ({
      model: provider("calling"),
      prompt: question.content,
      stopWhen: stepCountIs(5),
      tools: {
        get_weather: tool({
          description,
          inputSchema: placeSchema,
          execute: async (place) => {
            asked.push(place);
            return "sunny";
          },
        }),
      },
    });
    const asked: Place[] = [];
    const { text, steps } = await generateText(run(asked));
    expect([text, steps.length]).toEqual([answer, 3]);
    const { textStream } = streamText(run(asked));
    let streamed = "";
    for await (const piece of textStream) streamed += piece;
    expect(streamed).toBe(answer);
    expect(asked).toEqual([paris, oslo, paris, oslo]);
  });
});

describe("LangChain", () => {
  it("binds tools, and is answered after their results", async () => {
    const weather = langchainTool(() => "sunny", { name: "get_weather", description, schema: placeSchema });
    const model = new ChatOpenAI({
      model: "calling",
      apiKey: "none",
      configuration: { baseURL: `${api.url}/v1` },
    }).bindTools([weather]);
    const messages: BaseMessage[] = [new HumanMessage(question.content)];
    const asked: unknown[] = [];
    for (let round = 0; round < 3; round++) {
      const message = await model.invoke(messages);
      messages.push(message);
      const [call] = message.tool_calls ?? [];
      if (call === undefined) break;
      asked.push(call.args);
      messages.push(new ToolMessage({ content: "sunny", tool_call_id: call.id ?? "" }));
    }
    expect(asked).toEqual([paris, oslo]);
    expect(messages.at(-1)?.text).toBe(answer);
  });
});
