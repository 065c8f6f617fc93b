import { describe, expect, it } from "vitest";
import { Gemma4Format } from "../../../../shared/formats/gemma4/gemma4-format.ts";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { NativeSampler } from "./sampling/native-sampler.ts";
import { OutputReader, tagTable } from "./output-reader.ts";
import { allowanceTokens, ReasoningLimit } from "./reasoning-limit.ts";
import { TokenChooser } from "./token-chooser.ts";

const channelTags = ["<|channel>", "<channel|>", "<turn|>"];
const gemma = new Gemma4Format(channelTags.join("…"), { bosToken: "", eosToken: "" });

/** One token for each special text, and one for every other character. */
function vocabularyOf(special: readonly string[]) {
  return {
    tokenize: (text: string) => {
      const token = special.indexOf(text);
      return token >= 0 ? [token] : Array.from(text, (letter) => 1000 + (letter.codePointAt(0) ?? 0));
    },
    detokenize: (tokens: readonly number[]) =>
      tokens.map((token) => special[token] ?? String.fromCodePoint(Math.max(0, token - 1000))).join(""),
    tokens: { bos: null, shouldPrependBosToken: false },
  };
}

/** Samples a fixed list of tokens, and goes on with the answer when reasoning was closed for it. */
class ScriptedSampler implements NativeSampler {
  readonly accepted: number[] = [];
  #next: readonly number[];
  readonly #answer: readonly number[];

  constructor(script: readonly number[], answer: readonly number[]) {
    this.#next = script;
    this.#answer = answer;
  }

  begin(): void {
    // Its tokens do not depend on the prompt.
  }
  sample(): Promise<number> {
    const [token, ...rest] = this.#next;
    this.#next = rest;
    return token === undefined ? Promise.reject(new Error("The script is over")) : Promise.resolve(token);
  }
  accept(token: number): void {
    this.accepted.push(token);
    this.#next = this.#answer;
  }
  logprobs(_: number, token: number, top: number) {
    const some = Array.from({ length: top }, (__, place) => ({ token: token + place, logprob: 0 - place }));
    return Promise.resolve({ logprob: -0.5, top: some });
  }
  replay(tokens: readonly number[]): void {
    this.accepted.push(...tokens);
  }
  dispose(): void {
    // Nothing to free.
  }
}

interface Setup {
  /** The tags that are one token. */
  readonly special?: readonly string[];
  readonly promptEnd?: string;
  readonly budget?: number | null;
  readonly request?: Pick<GenerateRequest, "jsonSchema" | "stop" | "logprobs">;
}

function setUp(reasoning: readonly string[], { special = channelTags, promptEnd = "", ...options }: Setup) {
  const vocabulary = vocabularyOf(special);
  const tokensOf = (texts: readonly string[]) => texts.flatMap((text) => vocabulary.tokenize(text));
  const sampler = new ScriptedSampler(tokensOf(reasoning), tokensOf(["Yes.", "<turn|>"]));
  const reader = new OutputReader({
    detokenize: vocabulary.detokenize,
    tags: tagTable(vocabulary, gemma),
    format: gemma,
    start: { promptEnd, continues: null },
  });
  const limit = new ReasoningLimit(options.budget ?? null);
  const facts = {
    endsTurn: (token: number) => special[token] === "<turn|>",
    isText: (token: number) => special[token] === undefined,
    closeReasoning: vocabulary.tokenize("<channel|>"),
  };
  const chooser = new TokenChooser({ facts, sampler, reader, limit, request: options.request ?? {} });
  return { chooser, limit, sampler, tokensOf };
}

/** Chooses tokens until the turn ends, or until `most`. */
async function reply(
  chooser: TokenChooser,
  beforeToken: (index: number) => void = () => undefined,
  most = 5000,
) {
  const said = { reasoning: "", text: "", reasoningTokens: 0, cuts: 0 };
  for (let index = 0; index < most; index++) {
    beforeToken(index);
    const chosen = await chooser.choose(0);
    said.reasoningTokens += chosen.isInReasoning && chosen.isText ? 1 : 0;
    said.cuts += chosen.cutsReasoning ? 1 : 0;
    for (const event of chosen.events) {
      if (event.type === "text") said[event.part] += event.text;
    }
    if (chosen.turn !== "goes-on") break;
  }
  for (const event of chooser.end()) {
    if (event.type === "text") said[event.part] += event.text;
  }
  return said;
}

const channelName = "thought\n";
const line = "One more thing to weigh.\n";
const endless = ["<|channel>", "thought\n", ...new Array<string>(100).fill(line)];

/** How a reply gets into its reasoning, and how the vocabulary writes its tags. */
const kinds: readonly (readonly [string, readonly string[], Setup])[] = [
  ["opened by the model", endless, {}],
  ["opened by the prompt", endless.slice(2), { promptEnd: "<|turn>model\n<|channel>thought\n" }],
  ["opened by the model, tags in text", endless, { special: ["<turn|>"] }],
  [
    "opened by the prompt, tags in text",
    endless.slice(2),
    { special: ["<turn|>"], promptEnd: "<|turn>model\n<|channel>thought\n" },
  ],
];

describe("reasoning with a budget", () => {
  it.each(kinds)(
    "is closed at the end of a line, and the answer follows (%s)",
    async (_, reasoning, setup) => {
      // Every token is one character here.
      const budget = 12 + line.length * 3;
      const { chooser } = setUp(reasoning, { ...setup, budget });
      const said = await reply(chooser);
      expect(said.text).toBe("Yes.");
      expect(said.cuts).toBe(1);
      expect(said.reasoning).toMatch(/^(One more thing to weigh\.\n?)+/);
      const closing = setup.special === undefined ? 0 : "<channel|>".length - 1;
      expect(said.reasoningTokens).toBeGreaterThanOrEqual(budget);
      expect(said.reasoningTokens).toBeLessThanOrEqual(
        budget + allowanceTokens + channelName.length + closing,
      );
    },
  );

  it("is closed between two words when no line ends soon, and in a word when no word ends", async () => {
    const words = setUp(["<|channel>", "thought\n", "ten letters ".repeat(50)], { budget: 40 });
    expect((await reply(words.chooser)).reasoning).toMatch(/(ten|letters)$/);
    const noWords = setUp(["<|channel>", "thought\n", "a".repeat(500)], { budget: 40 });
    const said = await reply(noWords.chooser);
    expect([said.reasoningTokens, said.text]).toEqual([channelName.length + 40 + allowanceTokens, "Yes."]);
  });

  it("does not count the name of the channel", async () => {
    const { chooser } = setUp(["<|channel>", "thought\n", "a\n", "b\n"], { budget: 1 });
    expect(await reply(chooser)).toMatchObject({ reasoning: "a", text: "Yes.", cuts: 1 });
  });

  it("is closed when the model would end its turn", async () => {
    const { chooser } = setUp(["<|channel>", "thought\n", "Hm", "<turn|>"], { budget: 2 });
    expect(await reply(chooser)).toMatchObject({ reasoning: "Hm", text: "Yes.", cuts: 1 });
  });

  it("is left alone when the model closes it in time, and when there is no budget", async () => {
    const short = ["<|channel>", "thought\n", "Hm.\n", "<channel|>", "No.", "<turn|>"];
    for (const budget of [4, 100, 0, null]) {
      const said = await reply(setUp(short, { budget }).chooser);
      expect([budget, said]).toEqual([budget, expect.objectContaining({ text: "No.", cuts: 0 })]);
    }
  });

  it("counts all reasoning of a reply, and closes what is opened again at once", async () => {
    const { chooser, sampler, tokensOf } = setUp(endless, { budget: 30 });
    const said = await reply(chooser, undefined, 80);
    expect(said.cuts).toBe(1);
    expect(sampler.accepted).toEqual(tokensOf(["<channel|>"]));
  });

  it("is closed at the same token when the reply is replayed in between", async () => {
    const whole = await reply(setUp(endless, { budget: 60 }).chooser);
    const { chooser, tokensOf } = setUp([], { budget: null });
    chooser.replay(tokensOf([...endless.slice(0, 3)]), tokensOf(["<channel|>"]));
    expect(chooser.isInReasoning).toBe(true);
    const closing = await chooser.choose(0);
    expect([closing.isInReasoning, closing.events]).toEqual([false, [{ type: "reasoning-ended" }]]);
    expect(whole.text).toBe("Yes.");
  });
});

describe("ending reasoning now", () => {
  it.each(kinds)("closes it at the next word, and the answer follows (%s)", async (_, reasoning, setup) => {
    for (const at of [30, 41, 42, 100]) {
      const { chooser, limit } = setUp(reasoning, setup);
      const said = await reply(chooser, (index) => (index === at ? limit.endNow() : null));
      expect([at, said.text, said.cuts]).toEqual([at, "Yes.", 1]);
      expect(said.reasoning).toMatch(/(One|more|thing|to|weigh|\.)$/);
    }
  });
});

describe("an answer with a form", () => {
  const form = { jsonSchema: {} };
  const answer = ["{", "<channel|>", "}", "<turn|>"];

  it("treats tags as text after the reasoning, and from the start without reasoning", async () => {
    const plain = setUp(answer, { request: form });
    expect(await reply(plain.chooser)).toMatchObject({ reasoning: "", text: "{<channel|>}" });
    const thinks = setUp(["<|channel>", "thought\n", "Hm.", "<channel|>", ...answer], { request: form });
    expect(await reply(thinks.chooser)).toMatchObject({ reasoning: "Hm.", text: "{<channel|>}" });
    const opened = setUp(["Hm.", "<channel|>", ...answer], {
      request: form,
      promptEnd: "<|channel>thought\n",
    });
    expect(await reply(opened.chooser)).toMatchObject({ reasoning: "Hm.", text: "{<channel|>}" });
  });

  it("follows reasoning in which the model ends its turn", async () => {
    const { chooser } = setUp(["<|channel>", "thought\n", "Hm.", "<turn|>"], { request: form });
    expect(await reply(chooser)).toMatchObject({ reasoning: "Hm.", text: "Yes.", cuts: 0 });
  });
});

describe("stop strings", () => {
  it("end the answer before them, and are ignored in reasoning", async () => {
    const script = ["<|channel>", "thought\n", "END is near. ", "<channel|>", "All is well. END of it"];
    const { chooser } = setUp(script, { request: { stop: ["END"] } });
    const said = await reply(chooser);
    expect([said.reasoning, said.text]).toEqual(["END is near.", "All is well. "]);
    expect(chooser.isStopped).toBe(true);
  });

  it("lose nothing when only their beginning is generated", async () => {
    const { chooser } = setUp(["An EN", "<turn|>"], { request: { stop: ["END"] } });
    expect((await reply(chooser)).text).toBe("An EN");
    expect(chooser.isStopped).toBe(false);
  });

  it("are found when the reply was replayed in between", async () => {
    const { chooser, tokensOf } = setUp(["D.", "<turn|>"], { request: { stop: ["END"] } });
    chooser.replay(tokensOf(["So: ", "E", "N"]), []);
    expect((await chooser.choose(0)).turn).toBe("stop-string");
  });
});

describe("probabilities", () => {
  it("are reported for answer tokens only, with the text of each token", async () => {
    const { chooser } = setUp(["<|channel>", "thought\n", "H", "<channel|>", "ab", "<turn|>"], {
      request: { logprobs: 2 },
    });
    const reported: unknown[] = [];
    for (let turn = "goes-on"; turn === "goes-on";) {
      const chosen = await chooser.choose(0);
      turn = chosen.turn;
      if (chosen.logprobs) reported.push(chosen.logprobs);
    }
    const of = (token: string, next: string) => ({
      token,
      logprob: -0.5,
      top: [
        { token, logprob: 0 },
        { token: next, logprob: -1 },
      ],
    });
    expect(reported).toEqual([of("a", "b"), of("b", "c")]);
  });
});
