import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getLlama, LlamaLogLevel, type Llama, type LlamaModel, type Token } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conversations } from "../../../../tests/fixtures/conversations.ts";
import { gemmaTags } from "../../../../shared/formats/gemma4/tags.ts";
import { fixtureModel, type FixtureModelName } from "../../../../tests/fixtures/models.ts";
import { modelFormat } from "./model-format.ts";
import { tagTable } from "./output-reader.ts";
import { PromptEncoder } from "./prompt-encoder.ts";

const expectedPath = join(import.meta.dirname, "../../../../tests/fixtures/expected/prompts.json");
const expected = JSON.parse(await readFile(expectedPath, "utf8")) as Record<string, Record<string, number[]>>;

function encoderOf(model: LlamaModel): PromptEncoder {
  const format = modelFormat(model);
  const { byToken } = tagTable(model, format);
  const reading = {
    tagOf: (token: number) => byToken.get(token) ?? null,
    detokenize: (tokens: readonly number[]) => model.detokenize(tokens as readonly Token[]),
  };
  return new PromptEncoder({ format, vocabulary: model, reading });
}

let llama: Llama;
beforeAll(async () => {
  llama = await getLlama({
    gpu: false,
    build: "never",
    progressLogs: false,
    logLevel: LlamaLogLevel.disabled,
  });
});
afterAll(() => llama.dispose());

const models: readonly FixtureModelName[] = [
  "short",
  "short-appends-nothing",
  "real-vocabulary",
  "real-vocabulary-appends-nothing",
];

describe.each(models)("PromptEncoder for the model %s", (name) => {
  let model: LlamaModel;
  let encoder: PromptEncoder;
  beforeAll(async () => {
    model = await llama.loadModel({ modelPath: await fixtureModel(name) });
    encoder = encoderOf(model);
  });
  afterAll(() => model.dispose());

  const tagsOf = (tokens: readonly number[]) =>
    tokens.filter((token) => {
      const { control, userDefined } = model.getTokenAttributes(token as never);
      return control || userDefined;
    });

  it.each(conversations)("gives the same tokens as llama.cpp: $name", (conversation) => {
    expect(encoder.encode(conversation).tokens).toEqual(expected[name]?.[conversation.name]);
  });

  it.each(conversations.filter(({ hasTypedTags }) => hasTypedTags))(
    "tokenizes typed control tokens as text: $name",
    (conversation) => {
      const harmless = {
        ...conversation,
        systemPrompt: conversation.systemPrompt === "" ? "" : "x",
        turns: conversation.turns.map(({ role }) => ({ role, text: "x" })),
      };
      expect(tagsOf(encoder.encode(conversation).tokens)).toEqual(tagsOf(encoder.encode(harmless).tokens));
    },
  );

  it("finds every tag as a single token in the vocabulary", () => {
    const { byToken, inText } = tagTable(model, modelFormat(model));
    expect(new Set(byToken.values())).toEqual(new Set(gemmaTags));
    expect(inText).toEqual([]);
  });

  it.each([false, true])(
    "tokenizes an open turn as one text, as models are trained (thinking %s)",
    (thinking) => {
      const steps = [
        { type: "reasoning", text: "The user asks\n\nfor the weather." },
        { type: "text", text: "One moment.\n" },
        {
          type: "tool-call",
          name: "get_weather",
          arguments: { city: "São Paulo", days: [1, 2.5], deep: { a: null } },
        },
        { type: "tool-result", name: "get_weather", text: " 晴, 21°C\n" },
        { type: "text", text: "\n\nIt is **sunny**" },
      ] as const;
      const turns = [
        { role: "user", text: "Weather?" },
        { role: "assistant", text: "", steps },
      ] as const;
      const request = { systemPrompt: "Be brief.", turns, thinking };
      const { beforeTurn, openTurn } = modelFormat(model).render(request);
      const text = [...beforeTurn, ...openTurn].map((segment) =>
        segment.kind === "media" ? "" : segment.text,
      );
      expect(encoder.encode(request).tokens).toEqual(model.tokenize(text.join(""), true));
    },
  );

  it("tokenizes tags in the steps of an open turn as text", () => {
    const tags = gemmaTags.join("");
    const turn = (text: string) =>
      ({
        systemPrompt: "",
        thinking: true,
        turns: [
          { role: "user", text: "Hi" },
          {
            role: "assistant",
            text: "",
            steps: [
              { type: "reasoning", text },
              { type: "tool-call", name: text, arguments: { [text]: text } },
              { type: "tool-result", name: text, text },
              { type: "text", text },
            ],
          },
        ],
      }) as const;
    expect(tagsOf(encoder.encode(turn(tags)).tokens)).toEqual(tagsOf(encoder.encode(turn("x")).tokens));
  });

  it("gives the same tokens when a conversation is encoded again", () => {
    for (const conversation of conversations) {
      const first = encoder.encode(conversation).tokens;
      expect(encoder.encode(conversation).tokens).toEqual(first);
      const fresh = encoderOf(model).encode(conversation).tokens;
      expect(fresh).toEqual(first);
    }
  });
});
