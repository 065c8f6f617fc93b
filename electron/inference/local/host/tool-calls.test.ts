import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { GenerationEvent } from "../../../../shared/inference/generation.ts";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import { byteToken, spmVocabulary } from "../../../../scripts/models/vocabulary.ts";
import type { ToolDeclaration } from "../../../../shared/inference/tool-declaration.ts";
import type { JsonSchema } from "../../../../shared/inference/generate-options.ts";
import { checkArguments } from "../../../../shared/inference/check-arguments.ts";
import type { JsonObject } from "../../../../shared/chat/message-part.ts";
import type { TurnStep } from "../../../../shared/inference/prompt-turn.ts";
import { engineModel } from "../../../../tests/fixtures/fidelity/engine-model.ts";
import { generateRequest } from "../../../../tests/fixtures/generate-request.ts";
import { fixtureModel, type FixtureModelName } from "../../../../tests/fixtures/models.ts";
import { callsOf, partsOf } from "../../../../tests/contract/collect-generation.ts";
import { longThought } from "../../../../tests/fixtures/texts.ts";
import type { EngineModel } from "./engine-model.ts";
import { Generation } from "./generation.ts";
import { openLlamaLibrary, type LlamaLibrary } from "./llama-library.ts";

let library: LlamaLibrary;
const loaded: EngineModel[] = [];
beforeAll(async () => {
  library = await openLlamaLibrary();
});
afterEach(async () => {
  for (const model of loaded.splice(0)) await model.dispose();
});
afterAll(() => library.llama.dispose());

async function load(name: FixtureModelName): Promise<EngineModel> {
  const model = await engineModel(library, await fixtureModel(name));
  loaded.push(model);
  return model;
}

const weather: ToolDeclaration = {
  name: "get_weather",
  description: "Says how the weather is.",
  parameters: {
    type: "object",
    properties: {
      city: { type: "string" },
      days: { type: "integer" },
      unit: { enum: ["celsius", "kelvin"] },
    },
    required: ["city"],
  },
};
const clock: ToolDeclaration = { name: "clock", description: "", parameters: { type: "object" } };
const empty: ToolDeclaration = { ...clock, parameters: { type: "object", properties: {} } };

function requestOf(options: Partial<GenerateRequest> = {}, steps: readonly TurnStep[] = []): GenerateRequest {
  const open = steps.length === 0 ? [] : [{ role: "assistant", text: "", steps } as const];
  return generateRequest({
    turns: [{ role: "user", text: "How is it?" }, ...open],
    tools: [weather, clock],
    maxTokens: 200,
    ...options,
  });
}

async function generate(model: EngineModel, request: GenerateRequest) {
  const events: GenerationEvent[] = [];
  const generation = new Generation(request, {
    post: (event) => events.push(event),
    signal: new AbortController().signal,
  });
  const result = await generation.run(model);
  if (result === null) throw new Error("It was paused");
  const parts = partsOf(events).map(({ type, text }) => [type, text]);
  return { parts, calls: namesAndArguments(events), events, result, end: result.end };
}

const namesAndArguments = (events: readonly GenerationEvent[]) =>
  callsOf(events).map((call) => [call.name, call.arguments]);

const paris = ["get_weather", { city: "Paris", days: 2, unit: "celsius" }];
const oslo = ["get_weather", { city: "Oslo", days: 2, unit: "celsius" }];
const thought = "I should look at the weather.";
const answer = "It is sunny in both cities.";

const reasoning = (text: string): TurnStep => ({ type: "reasoning", text });
const call = (city: string): TurnStep => ({
  type: "tool-call",
  name: "get_weather",
  arguments: { city, days: 2, unit: "celsius" },
});
const result = (text: string): TurnStep => ({ type: "tool-result", name: "get_weather", text });

describe("a model that calls tools", () => {
  it("reports a call after its reasoning, and waits for the result", async () => {
    const model = await load("calling");
    const { parts, calls, end } = await generate(model, requestOf({ thinking: true }));
    expect({ parts, calls, end }).toEqual({
      parts: [["reasoning", thought]],
      calls: [paris],
      end: "tool-calls",
    });
  });

  it.each([false, true])("evaluates nothing but the results over a turn, thinking %s", async (thinking) => {
    const model = await load("calling");
    const said = thinking ? [reasoning(thought)] : [];
    const steps: TurnStep[] = [];
    let usedTokens = 0;
    for (const [city, calls] of [
      ["Paris", [paris]],
      ["Oslo", [oslo]],
      ["", []],
    ] as const) {
      const turn = await generate(model, requestOf({ thinking }, steps));
      expect(turn.calls).toEqual(calls);
      expect(turn.parts).toEqual([
        ...(thinking ? [["reasoning", thought]] : []),
        ...(city === "" ? [["text", answer]] : []),
      ]);
      expect(turn.result.stats.reusedTokens).toBe(usedTokens);
      usedTokens = turn.result.stats.contextUsedTokens;
      steps.push(...said, call(city), result("sunny"));
    }
  });

  it("makes several calls in one generation after some text, or one where it may make only one", async () => {
    const model = await load("calling-parallel");
    const both = await generate(model, requestOf());
    expect(both).toMatchObject({
      parts: [["text", "Let me look."]],
      calls: [paris, oslo],
      end: "tool-calls",
    });
    const one = await generate(model, requestOf({ parallelToolCalls: false }));
    expect(one).toMatchObject({ parts: [["text", "Let me look."]], calls: [paris], end: "tool-calls" });
  });

  it("answers where it must not call, and where no tool is declared its calls are text", async () => {
    const model = await load("calling");
    const none = await generate(model, requestOf({ toolChoice: "none" }));
    expect(none).toMatchObject({ parts: [["text", answer]], calls: [], end: "end-of-turn" });
    const { calls, parts } = await generate(model, requestOf({ tools: [] }));
    expect({ calls, parts }).toMatchObject({ calls: [], parts: [["text", /^call:/]] });
  });

  it("calls because it must, after its reasoning, and only the tool that is named", async () => {
    const model = await load("short");
    for (const thinking of [false, true]) {
      const required = { thinking, toolChoice: { name: "clock" }, maxTokens: 400 } as const;
      const { parts, calls, end } = await generate(
        model,
        requestOf({ ...required, tools: [weather, empty] }),
      );
      expect(parts.map(([type]) => type)).toEqual(thinking ? ["reasoning"] : []);
      expect({ calls, end }).toEqual({ calls: [["clock", {}]], end: "tool-calls" });
    }
  });

  it("closes reasoning that reaches its budget, and then calls", async () => {
    const model = await load("calling-long");
    const { parts, calls } = await generate(model, requestOf({ thinking: true, reasoningBudgetTokens: 2 }));
    expect(parts[0]?.[1]?.length).toBeLessThan(longThought.length / 2);
    expect(calls).toEqual([paris]);
  });

  it("calls or answers in the form of a schema", async () => {
    const jsonSchema = { enum: ["yes", "no"] };
    const calling = await generate(await load("calling"), requestOf({ jsonSchema }));
    expect(calling).toMatchObject({ parts: [], calls: [paris], end: "tool-calls" });
    const sampling = {
      ...requestOf().sampling,
      logitBias: { [spmVocabulary([]).idOf(byteToken(0x22))]: 1000 },
    };
    const answering = await generate(await load("short"), requestOf({ jsonSchema, sampling }));
    expect(answering.parts).toEqual([["text", expect.stringMatching(/^"(?:yes|no)"$/)]]);
    expect(answering.end).toBe("end-of-turn");
  });

  it("does not look for stop strings in calls", async () => {
    const model = await load("calling");
    const { calls, end } = await generate(model, requestOf({ stop: ["Paris", "city"] }));
    expect({ calls, end }).toEqual({ calls: [paris], end: "tool-calls" });
  });

  it("ends a call that is cut off as an incomplete part", async () => {
    const model = await load("calling");
    const { calls, events, end } = await generate(model, requestOf({ maxTokens: 2 }));
    expect({ calls, end }).toEqual({ calls: [], end: "max-tokens" });
    expect(events.slice(-2)).toMatchObject([
      { type: "tool-call-started", name: "get_weather" },
      { type: "part-ended", status: "incomplete" },
    ]);
  });

  it("is held to the declaration where it would call otherwise", async () => {
    const model = await load("calling");
    const kelvin = {
      ...weather,
      parameters: { properties: { unit: { enum: ["kelvin"] } }, required: ["unit"] },
    };
    const { calls } = await generate(model, requestOf({ tools: [kelvin] }));
    expect(calls).toEqual([["get_weather", { unit: "kelvin" }]]);
  });

  it("goes on with the same call after a pause, and in another instance of the model", async () => {
    const steps = [reasoning(thought), call("Paris"), result("sunny")];
    const request = requestOf({ thinking: true }, steps);
    const events: GenerationEvent[] = [];
    const generation = new Generation(request, {
      post: (event) => {
        events.push(event);
        if (event.type === "tool-call-started") generation.pause();
      },
      signal: new AbortController().signal,
    });
    expect(await generation.run(await load("calling"))).toBeNull();
    generation.release();
    generation.continue();
    const ended = await generation.run(await load("calling"));
    expect(ended?.end).toBe("tool-calls");
    expect(namesAndArguments(events)).toEqual([oslo]);
  });
});

describe("the tokens of a turn with calls", () => {
  const q = '<|"|>';
  const callIn = (city: string) =>
    `<|tool_call>call:get_weather{city:${q}${city}${q},days:2,unit:${q}celsius${q}}<tool_call|>` +
    `<|tool_response>response:get_weather{value:${q}sunny <turn|>${q}}<tool_response|>`;
  const declarations =
    `<|tool>declaration:get_weather{description:${q}Says how the weather is.${q},parameters:{properties:{` +
    `city:{type:${q}STRING${q}},days:{type:${q}INTEGER${q}},` +
    `unit:{enum:[${q}celsius${q},${q}kelvin${q}],type:${q}STRING${q}}},` +
    `required:[${q}city${q}],type:${q}OBJECT${q}}}<tool|>` +
    `<|tool>declaration:clock{description:${q}${q},parameters:{properties:{},type:${q}OBJECT${q}}}<tool|>`;
  const opening = (think: string) =>
    `<bos><|turn>system\n${think}${declarations}<turn|>\n<|turn>user\nHow is it?<turn|>\n<|turn>model\n`;
  const steps = (before: readonly TurnStep[]) => [...before, call("Paris"), result("sunny <turn|>")];

  /** The tokens of a rendering, in which the text of a result is no tag. */
  async function tokensOf(rendering: string): Promise<readonly number[]> {
    const model = await library.llama.loadModel({
      modelPath: await fixtureModel("calling-once"),
      vocabOnly: true,
    });
    const tokens = rendering
      .split(/(sunny <turn\|>)/)
      .flatMap((piece) => model.tokenize(piece, !piece.startsWith("sunny")));
    await model.dispose();
    return tokens;
  }

  it("are those of its rendering, whether they are continued or rendered anew", async () => {
    const model = await load("calling-once");
    const thought0 = `<|channel>thought\n${thought}<channel|>`;
    await generate(model, requestOf({ thinking: true }));
    const request = requestOf({ thinking: true }, steps([reasoning(thought)]));
    const reference = await tokensOf(
      `${opening("<|think|>\n")}${thought0}${callIn("Paris")}<|channel>thought\n`,
    );
    expect(model.promptFor(request).tokens).toEqual(reference);
    expect((await load("calling-once")).promptFor(request).tokens).toEqual(reference);
  });

  it("stay in the cache in the next turn, which drops its thoughts", async () => {
    const model = await load("calling-once");
    await generate(model, requestOf());
    const last = await generate(model, requestOf({}, steps([])));
    const turnsWith = (thoughts: readonly TurnStep[]) =>
      [
        { role: "user", text: "How is it?" },
        { role: "assistant", text: "", steps: [...steps(thoughts), { type: "text", text: answer }] },
        { role: "user", text: "Thanks" },
      ] as const;
    const request = requestOf({ turns: turnsWith([]) });
    const reference = await tokensOf(
      `${opening("")}${callIn("Paris")}${answer}<turn|>\n` + "<|turn>user\nThanks<turn|>\n<|turn>model\n",
    );
    expect(model.promptFor(request).tokens).toEqual(reference);
    expect(model.promptFor({ ...request, turns: turnsWith([reasoning(thought)]) }).tokens).toEqual(reference);
    const next = await generate(model, request);
    expect(next.result.stats.reusedTokens).toBe(last.result.stats.contextUsedTokens);
  });
});

/** Any weights: what they generate is decided by the grammar. */
describe("a random model that must call", () => {
  const schemas: readonly JsonSchema[] = [
    weather.parameters,
    {
      properties: { at: { type: "string", format: "date" }, n: { type: "integer", minimum: 3, maximum: 12 } },
    },
    { properties: { l: { type: "array", items: { enum: ["x", 1, null] }, maxItems: 3 } }, required: ["l"] },
    {
      properties: { o: { properties: { s: { type: "string", maxLength: 8 } }, required: ["s"] } },
      required: ["o"],
    },
  ];

  it("makes calls that parse and fit", async () => {
    const model = await load("babbling-dense");
    let whole = 0;
    for (const parameters of schemas) {
      for (const seed of [1, 2, 3]) {
        const tool = { ...weather, parameters: { ...parameters, additionalProperties: false } };
        const sampling = { temperature: 1, topP: 1, topK: 0, seed };
        const options = {
          tools: [tool],
          toolChoice: "required",
          parallelToolCalls: false,
          sampling,
        } as const;
        const { calls, parts, end } = await generate(model, requestOf(options));
        expect(parts).toEqual([]);
        if (end === "max-tokens") continue;
        whole++;
        expect([end, calls.length]).toEqual(["tool-calls", 1]);
        for (const [, args] of calls) expect(checkArguments(tool, args as JsonObject)).toBeNull();
      }
    }
    expect(whole).toBeGreaterThan(schemas.length);
  });
});
