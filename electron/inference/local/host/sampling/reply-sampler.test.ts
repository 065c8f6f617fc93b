import type { Llama, LlamaContext, LlamaModel, Token } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isAddonBuilt } from "../../../../../native/addon.ts";
import type { JsonSchema, Sampling } from "../../../../../shared/inference/generate-options.ts";
import { fitsSchema } from "../../../../../scripts/soak/json/fits-schema.ts";
import { openTestLlama } from "../../../../../tests/fixtures/context-reader.ts";
import { fixtureModel } from "../../../../../tests/fixtures/models.ts";
import { AnswerGrammars } from "../answer-grammars.ts";
import { engineHandles, nativeContext, samplerChain } from "../llama-internals.ts";
import type { NativeContext } from "../cells/native-context.ts";
import type { FormGrammars } from "./answer-form.ts";
import { ChainLogprobs, Logprobs } from "./logprobs.ts";
import { ReplySampler } from "./reply-sampler.ts";

const greedy: Sampling & { readonly seed: number } = { temperature: 0, topP: 1, topK: 0, seed: 1 };
const random = { ...greedy, temperature: 1 };

let llama: Llama;
let model: LlamaModel;
let context: LlamaContext;
let native: NativeContext;
beforeAll(async () => {
  llama = await openTestLlama();
  model = await llama.loadModel({ modelPath: await fixtureModel("dense") });
  context = await model.createContext({ contextSize: 2048, threads: 1 });
  native = nativeContext(context);
});
afterAll(() => llama.dispose());

const newChain = () => samplerChain(model, context);

function newSampler(sampling: Partial<typeof greedy>, form: FormGrammars | null = null): ReplySampler {
  const logprobs = new Logprobs(() => engineHandles(model, context), newChain);
  return new ReplySampler({ chain: newChain(), logprobs, sampling: { ...greedy, ...sampling }, form });
}

const prompt = () => model.tokenize("the model thinks of tea", false);

/** Generates after the prompt and these tokens, which the sampler knows already. */
async function generate(sampler: ReplySampler, count: number, before: readonly number[] = []) {
  native.forgetAll();
  let position = 0;
  let next: readonly number[] = [...prompt(), ...before];
  const tokens: number[] = [];
  while (tokens.length < count) {
    const logits = await native.decode(next, position, true);
    position += next.length;
    const token = await sampler.sample(logits, before.length + tokens.length);
    tokens.push(token);
    if (model.isEogToken(token as Token)) break;
    next = [token];
  }
  return tokens;
}

async function freshLogits(): Promise<number> {
  native.forgetAll();
  return native.decode(prompt(), 0, true);
}

describe("the settings of a reply", () => {
  it("exclude tokens, and prefer others", async () => {
    const [first = -1] = await generate(newSampler({}), 1);
    const [second = -1] = await generate(newSampler({ logitBias: { [first]: -100 } }), 1);
    expect(second).not.toBe(first);
    const wanted = model.tokenize(" tea", false)[0] ?? -1;
    expect(await generate(newSampler({ logitBias: { [wanted]: 1000 } }), 1)).toEqual([wanted]);
  });

  it("keep only the most likely token with a min-p of 1", async () => {
    const best = await generate(newSampler({}), 5);
    expect(await generate(newSampler({ ...random, minP: 1 }), 5)).toEqual(best);
  });

  it.each([{ repeatPenalty: 1e6 }, { frequencyPenalty: 1000 }, { presencePenalty: 1000 }])(
    "repeat no token of the prompt or the reply with %j",
    async (penalty) => {
      const sampler = newSampler({ ...penalty, repeatLastTokens: 1000 });
      sampler.begin(prompt(), false);
      const tokens = await generate(sampler, 40);
      expect(new Set([...prompt(), ...tokens]).size).toBe(new Set(prompt()).size + 40);
    },
  );

  it("count only the last tokens", async () => {
    const four = model.tokenize("abcd", false).slice(-4);
    const logitBias = Object.fromEntries(four.map((token) => [token, 1000]));
    const sampler = newSampler({ logitBias, presencePenalty: 100, repeatLastTokens: 3 });
    const tokens = await generate(sampler, 12);
    for (let at = 0; at + 4 <= 12; at++) expect(new Set(tokens.slice(at, at + 4))).toEqual(new Set(four));
  });

  it("give the same reply for the same seed, and another one for another", async () => {
    const reply = await generate(newSampler(random), 12);
    expect(await generate(newSampler(random), 12)).toEqual(reply);
    expect(await generate(newSampler({ ...random, seed: 2 }), 12)).not.toEqual(reply);
    const continued = newSampler(random);
    continued.replay(reply.slice(0, 5));
    expect(await generate(continued, 7, reply.slice(0, 5))).toEqual(reply.slice(5));
  });
});

describe("a continued reply", () => {
  it("counts the tokens before it, sampled, accepted or replayed", async () => {
    const settings = { presencePenalty: 5, frequencyPenalty: 3, repeatLastTokens: 8 };
    const whole = newSampler(settings);
    whole.begin(prompt(), false);
    const tokens = await generate(whole, 30);
    const replayed = newSampler(settings);
    replayed.begin(prompt(), false);
    replayed.replay(tokens.slice(0, 15));
    expect(await generate(replayed, 15, tokens.slice(0, 15))).toEqual(tokens.slice(15));
    const accepting = newSampler(settings);
    accepting.begin(prompt(), false);
    for (const token of tokens.slice(0, 15)) accepting.accept(token);
    expect(await generate(accepting, 15, tokens.slice(0, 15))).toEqual(tokens.slice(15));
  });
});

describe("the probabilities of a token", () => {
  it.runIf(isAddonBuilt(false))("are the same with the addon and without", async () => {
    const logits = await freshLogits();
    const token = model.tokenize(" tea", false)[0] ?? -1;
    const sampler = newSampler({ logitBias: { [token]: 50 }, topK: 1 });
    const read = await sampler.logprobs(logits, token, 5);
    const slow = await new ChainLogprobs(newChain()).read(logits, token, 5);
    expect(read.logprob).toBeCloseTo(slow.logprob, 4);
    expect(read.top.map((one) => one.token)).toEqual(slow.top.map((one) => one.token));
    for (const [place, { logprob }] of read.top.entries())
      expect(logprob).toBeCloseTo(slow.top[place]?.logprob ?? 0, 4);
  });

  it("add up to 1, and begin with the greedy token", async () => {
    const logits = await freshLogits();
    const sampler = newSampler({});
    const token = await sampler.sample(logits, 0);
    const { logprob, top } = await sampler.logprobs(logits, token, 1_000_000);
    expect(top[0]).toEqual({ token, logprob });
    expect(top.reduce((sum, one) => sum + Math.exp(one.logprob), 0)).toBeCloseTo(1, 4);
    expect(top.map((one) => one.logprob)).toEqual(top.map((one) => one.logprob).toSorted((a, b) => b - a));
    expect((await sampler.logprobs(logits, token, 0)).top).toEqual([]);
  });
});

const schema = {
  type: "object",
  properties: { name: { type: "string", maxLength: 5 }, count: { type: "integer", maximum: 20 } },
  required: ["count"],
};
const tagOf = (tag: string) => model.tokenize(tag, true)[0] ?? -1;
const tags = () => ({ open: tagOf("<|channel>"), close: tagOf("<channel|>") });

function textOf(tokens: readonly number[]): string {
  return model.detokenize(tokens.filter((token) => !model.isEogToken(token as Token)) as Token[], true);
}

const formOf = (schema: JsonSchema, reasoning: ReturnType<typeof tags> | null) =>
  new AnswerGrammars(model, null, new Map()).forRequest({ jsonSchema: schema }, reasoning, true);

describe("an answer with a form", () => {
  it("fits its schema, with any weights and after a replay", async () => {
    const grammars = await formOf(schema, null);
    for (let seed = 1; seed <= 10; seed++) {
      const tokens = await generate(newSampler({ ...random, seed, minP: 0.001 }, grammars), 400);
      expect([textOf(tokens), fitsSchema(JSON.parse(textOf(tokens)), schema)]).toEqual([
        textOf(tokens),
        true,
      ]);
      const continued = newSampler({ ...random, seed: seed + 100 }, grammars);
      const half = tokens.slice(0, tokens.length / 2);
      continued.replay(half);
      const answer = textOf([...half, ...(await generate(continued, 400, half))]);
      expect([answer, fitsSchema(JSON.parse(answer), schema)]).toEqual([answer, true]);
    }
  });

  it("follows free reasoning", async () => {
    const { open, close } = tags();
    const grammars = await formOf(schema, tags());
    const sampler = newSampler({ ...random, logitBias: { [open]: 1000 } }, grammars);
    sampler.begin(prompt(), false);
    expect(await generate(sampler, 1)).toEqual([open]);
    const reasoning = await generate(newSampler(random), 10);
    sampler.replay([open, ...reasoning, close]);
    const answer = textOf(await generate(sampler, 400));
    expect([answer, fitsSchema(JSON.parse(answer), schema)]).toEqual([answer, true]);
  });

  it("begins at once where the model does not reason, and after reasoning that the prompt opened", async () => {
    const { open, close } = tags();
    const grammars = await formOf(schema, tags());
    const sampler = newSampler({ ...random, logitBias: { [open]: -100 } }, grammars);
    sampler.begin(prompt(), false);
    expect(fitsSchema(JSON.parse(textOf(await generate(sampler, 400))), schema)).toBe(true);
    sampler.begin(prompt(), true);
    sampler.accept(close);
    expect(fitsSchema(JSON.parse(textOf(await generate(sampler, 400))), schema)).toBe(true);
  });

  it("refuses a token that does not fit, and goes on", async () => {
    const grammars = await formOf(schema, null);
    const sampler = newSampler(random, grammars);
    expect(() => sampler.accept(model.tokenize(" tea", false)[0] ?? -1)).toThrow("does not fit");
    expect(fitsSchema(JSON.parse(textOf(await generate(sampler, 400))), schema)).toBe(true);
  });
});

it("compiles a schema once, and keeps the last ones", async () => {
  const compiled = vi.spyOn(llama, "createGrammar");
  const grammars = new AnswerGrammars(model, null, new Map());
  await grammars.forRequest({ jsonSchema: { const: 0 } }, null, false);
  await grammars.forRequest({ jsonSchema: { const: 0 } }, null, false);
  expect(compiled).toHaveBeenCalledTimes(1);
  for (let value = 1; value <= 16; value++)
    await grammars.forRequest({ jsonSchema: { const: value } }, null, false);
  await grammars.forRequest({ jsonSchema: { const: 16 } }, null, false);
  expect(compiled).toHaveBeenCalledTimes(17);
  await grammars.forRequest({ jsonSchema: { const: 0 } }, null, false);
  expect(compiled).toHaveBeenCalledTimes(18);
  compiled.mockRestore();
});
