import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MessagePart } from "../../../../../shared/chat/message-part.ts";
import type { GenerateRequest } from "../../../../../shared/inference/engine-protocol.ts";
import type { GenerationEvent } from "../../../../../shared/inference/generation.ts";
import type { Turn, TurnStep } from "../../../../../shared/inference/prompt-turn.ts";

import { collectReply } from "../../../../../tests/fixtures/collect-reply.ts";
import { engineModel } from "../../../../../tests/fixtures/fidelity/engine-model.ts";
import { fixtureModel, type FixtureModelName } from "../../../../../tests/fixtures/models.ts";
import { shortAnswer, shortThought } from "../../../../../tests/fixtures/texts.ts";
import type { EngineModel } from "../engine-model.ts";
import { Generation } from "../generation.ts";
import { openLlamaLibrary, type LlamaLibrary } from "../llama-library.ts";
import { generateRequest } from "../../../../../tests/fixtures/generate-request.ts";

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

const question: Turn = { role: "user", text: "How will it be?" };
type Options = Partial<Pick<GenerateRequest, "thinking" | "maxTokens" | "turns">>;

const requestOf = (steps: readonly TurnStep[], options: Options = {}) =>
  generateRequest({
    systemPrompt: "Be brief.",
    turns: steps.length === 0 ? [question] : [question, { role: "assistant", text: "", steps }],
    ...options,
  });

async function generate(model: EngineModel, request: GenerateRequest) {
  const events: GenerationEvent[] = [];
  const { signal } = new AbortController();
  const generation = new Generation(request, { post: (event) => events.push(event), signal });
  const result = await generation.run(model);
  if (result === null) throw new Error("It was paused");
  const { parts } = collectReply(events);
  return { result, steps: parts.flatMap(stepsOf) };
}

function stepsOf(part: MessagePart): readonly TurnStep[] {
  if (part.type === "reasoning") return [thought(part.text)];
  return part.type === "text" ? [answer(part.text)] : [];
}

const call: TurnStep = { type: "tool-call", name: "天气", arguments: { 日: 1 } };
const sunny: TurnStep = { type: "tool-result", name: "天气", text: "晴 <|turn>model" };
const thought = (text: string) => ({ type: "reasoning", text }) as const;
const answer = (text: string) => ({ type: "text", text }) as const;

const callers = {
  "tool-call": [thought(shortThought), answer(shortAnswer)],
  "tool-call-reachable": [thought(shortThought), answer(shortAnswer)],
} as const;

describe.each(["tool-call", "tool-call-reachable"] as const)(
  "a turn with a tool call of the model %s",
  (name) => {
    it.each([false, true])("is continued with what is in the cache, thinking %s", async (thinking) => {
      const model = await load(name);
      const [reasoning, text] = callers[name];
      const said = thinking ? [reasoning, text] : [text];
      const first = await generate(model, requestOf([], { thinking }));
      expect(first.result.end).toBe("end-of-turn");
      const request = requestOf([...said, call, sunny], { thinking });
      const second = await generate(model, request);
      expect(second.result.stats.reusedTokens).toBe(first.result.stats.contextUsedTokens);
      if (!thinking) expect(second.steps).toEqual([answer("今日晴朗，宜出门。")]);

      const fresh = await load(name);
      const rendered = await generate(fresh, request);
      expect(rendered.steps).toEqual(second.steps);
      expect(rendered.result.stats.reusedTokens).toBe(0);
      // The turn as it would be rendered anew, and as it was continued.
      const [anew, continued] = [fresh, model].map((one) => one.promptFor(request).tokens);
      if (name === "tool-call-reachable") expect(anew).toEqual(continued);
      else expect(anew).not.toEqual(continued);
    });
  },
);

it("continues a turn over several rounds of reasoning and calls", async () => {
  const model = await load("tool-call-reachable");
  const [reasoning, text] = callers["tool-call-reachable"];
  const steps: TurnStep[] = [];
  let usedTokens = 0;
  for (const said of [answer(`${text.text}call:天气{日:1}`), answer("今日晴朗，宜出门。")]) {
    const { result, steps: generated } = await generate(model, requestOf(steps, { thinking: true }));
    // How the text of a call becomes a call is not decided here.
    expect(generated).toEqual([reasoning, said]);
    expect(result.stats.reusedTokens).toBe(usedTokens);
    usedTokens = result.stats.contextUsedTokens;
    steps.push(reasoning, text, call, sunny);
  }
  const request = requestOf(steps, { thinking: true });
  const fresh = await load("tool-call-reachable");
  expect(model.promptFor(request).tokens).toEqual(fresh.promptFor(request).tokens);
});

describe("a turn that was interrupted", () => {
  it.each(["short", "babbling-dense", "babbling-per-layer"] as const)(
    "continues with the tokens it was stopped at, and as if it had not been (%s)",
    async (name) => {
      const model = await load(name);
      const whole = await generate(model, requestOf([], { thinking: true, maxTokens: 12 }));
      model.context.clear();
      const first = await generate(model, requestOf([], { thinking: true, maxTokens: 6 }));
      const request = requestOf(first.steps, { thinking: true, maxTokens: 6 });
      const second = await generate(model, request);
      // The last token has to be evaluated for its logits.
      const { promptTokens, reusedTokens } = second.result.stats;
      expect(promptTokens - reusedTokens).toBe(1);
      const textOf = (steps: readonly TurnStep[]) =>
        steps.map((step) => (step.type === "tool-call" ? "" : step.text)).join("");
      expect(textOf([...first.steps, ...second.steps])).toBe(textOf(whole.steps));
    },
  );
});
