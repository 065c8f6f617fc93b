import type { GgufFile, GgufTensor } from "../gguf/gguf-writer.ts";
import type { TemplateKind } from "./chat-template.ts";
import { gemma4Metadata, type Gemma4Dimensions } from "./gemma4-metadata.ts";
import { callCount, previousToken } from "./call-memory.ts";
import { brace, callTokens, isPiece, quote, type CallTokens, type ScriptedCall } from "./scripted-calls.ts";
import { norm, ropeFactors, sparse, zeros } from "./tensors.ts";
import { textPieces } from "./text-pieces.ts";
import { thinkingSwitch } from "./thinking-switch.ts";
import { byteToken, spmVocabulary, type Vocabulary } from "./vocabulary.ts";

export interface Script {
  readonly name: string;
  /**
   * Generated before the answer when the prompt turns thinking on; "" is an empty thought, null means none.
   */
  readonly thought: string | null;
  readonly answer: string;
  /**
   * How a reply ends: by ending the turn, by ending the turn inside the thought, or never (the answer
   * repeats).
   */
  readonly ending?: "turn" | "in-thought" | "never";
  /** Whether the model opens a thought even with thinking off, when the prompt has no empty one. */
  readonly alwaysThinks?: boolean;
  readonly template?: TemplateKind;
  readonly contextLength?: number;
  readonly slidingWindow?: number;
  /**
   * Whether a token takes about 20 to 40 ms, instead of one, on one or two cores; the text stays the same.
   */
  readonly isSlow?: boolean;
  /**
   * The calls of a conversation: each follows the result of the one before, and the answer follows the result
   * of the last one, in later turns too. The model counts the calls in its context, so a prompt that is
   * rendered anew continues the script at the same place. With thinking on, the thought precedes every call
   * and the answer. Where the engine does not allow a call, the answer comes instead.
   *
   * At most 12 calls, without empty strings; text between two strings has at least two characters.
   */
  readonly calls?: readonly ScriptedCall[];
  /** Whether one generation makes all calls. */
  readonly areCallsParallel?: boolean;
  /** Text before the first call. */
  readonly beforeCalls?: string;
  /**
   * Tokens are about as long as real ones. `words`: the tokenizer would not split the text into them;
   * `reachable`: it does, unless texts of the script begin alike.
   */
  readonly tokens?: "words" | "reachable";
}

const headSize = 32;

/**
 * Weights whose only effect is to take time: zeros, in the type that costs most for its size (40 MB in all).
 * A few large matrices slow down proportionally on a busy machine, where many small layers would nearly stop.
 */
const slowWeights = { count: 200_000_000, type: "IQ1_S", blockSize: 256 };

/**
 * The logit of the scripted next token. With Gemma's usual cap of 30, high temperatures would select other
 * tokens.
 */
const certainty = 400;
const softcap = 2000;
/** Small differences tell one number of calls from the next. */
const callingFactor = 100;

/**
 * A real Gemma 4 with handcrafted weights that always generates the same text.
 *
 * Every token of the script has its own dimension, which passes through all layers unchanged, and the output
 * matrix encodes which token follows which. All other tokens share the first dimension, which ends the turn.
 * Only the last layer computes something: see thinkingSwitch.
 */
export function scriptedModel(script: Script): GgufFile {
  const { tokens = "words", beforeCalls = "", calls = [] } = script;
  const isCalling = calls.length > 0;
  const name = isCalling ? "" : "thought\n";
  const texts = [name + (script.thought ?? ""), script.answer, beforeCalls];
  const pieces = textPieces(texts);
  const used = new Set([...pieces.flat(), ...(isCalling ? [thoughtName] : [])]);
  const [thought = [], answer = [], before = []] = pieces;
  const flow = { thought, answer, before, calls: callTokens(calls, used) };
  const vocabulary = spmVocabulary(tokens === "reachable" ? withBeginnings(used) : [...used]);
  return assemble(script, vocabulary, isCalling ? followCalls(script, flow) : follow(script, flow));
}

/** The tokenizer merges two tokens at a time. */
function withBeginnings(pieces: ReadonlySet<string>): readonly string[] {
  const beginnings = [...pieces].flatMap((piece) => {
    const characters = Array.from(piece);
    return characters.slice(2).map((_, at) => characters.slice(0, at + 2).join(""));
  });
  return [...new Set([...pieces, ...beginnings])];
}

/** A transition from one token to the next, with the weight of its logit; 1 is the normal weight. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

interface Flow {
  readonly thought: readonly string[];
  readonly answer: readonly string[];
  readonly before: readonly string[];
  readonly calls: readonly CallTokens[];
}

/** The last token of a prompt, with thinking on or off, for templates that append nothing. */
const promptEnd = byteToken(0x0a);
const thinkingFlag = "flag: thinking";
const otherTokens = "any other token";
const thoughtName = "thought";
/** Their values are as 1 to the number of calls so far; see `callCount`. */
const one = "count: one";
const callsSoFar = "count: calls";
const after = (token: string) => `after: ${token}`;
const precedingToken = (source: string) => /^after: ([^]*)$/.exec(source)?.[1] ?? null;
const isFlag = (source: string) => source === thinkingFlag || /^(?:count|after): /.test(source);

function follow(
  { thought, ending = "turn", alwaysThinks = false }: Script,
  { thought: thoughtPieces, answer }: Flow,
): readonly Step[] {
  const [firstOfAnswer = ""] = answer;
  const answerEnd = ending === "never" ? firstOfAnswer : "<turn|>";
  const thoughtEnd = ending === "in-thought" ? "<turn|>" : "<channel|>";
  return [
    ...chain(["<|channel>", ...thoughtPieces, thoughtEnd]),
    ...chain(["<channel|>", ...answer, answerEnd]),
    { from: otherTokens, to: "<turn|>", weight: 1 },
    ...(alwaysThinks
      ? chain([promptEnd, "<|channel>"])
      : thought === null
        ? chain([promptEnd, firstOfAnswer])
        : [
            // With the flag, 1 + 1/2 exceeds 5/4; without it, 1 does not. After other tokens the flag alone
            // is too small.
            { from: promptEnd, to: "<|channel>", weight: 1 },
            { from: promptEnd, to: firstOfAnswer, weight: 1.25 },
            { from: thinkingFlag, to: "<|channel>", weight: 0.5 },
          ]),
  ];
}

/**
 * What begins after a thought or a result depends on the number of calls so far, as does the call after
 * `<|tool_call>`: of the lines that `atCount` draws, the highest one.
 */
function followCalls(script: Script, { thought, answer, before, calls }: Flow): readonly Step[] {
  const last = calls.length;
  const [firstOfAnswer = ""] = answer;
  const [firstOfBefore] = before;
  const starts = ["<|tool_call>", firstOfAnswer, ...(firstOfBefore === undefined ? [] : [firstOfBefore])];
  const [firstOfThought = "<channel|>"] = thought;
  const answerSlope = firstOfBefore === undefined ? 1 : 2;
  const answerFrom = firstOfBefore === undefined ? last - 0.5 : last / 2;
  const answerLine = (token: string) => line(token, answerSlope * small, -answerSlope * answerFrom * small);
  return [
    ...chain(["<|channel>", thoughtName, promptEnd]),
    ...chain([...thought, "<channel|>"]),
    ...chain([...answer, script.ending === "never" ? firstOfAnswer : "<turn|>"]),
    ...(before.length > 0 ? chain([...before, "<|tool_call>"]) : []),
    { from: otherTokens, to: "<turn|>", weight: 1 },
    ...["<channel|>", "<tool_response|>", promptEnd].flatMap((from) =>
      starts.map((to) => ({ from, to, weight: 1.25 })),
    ),
    ...answerLine(firstOfAnswer),
    ...(firstOfBefore === undefined ? [] : line("<|tool_call>", small, -small / 2)),
    ...(script.thought === null
      ? []
      : [
          { from: promptEnd, to: "<|channel>", weight: 1 },
          { from: thinkingFlag, to: "<|channel>", weight: 0.5 },
        ]),
    // Both the template's tokens of the channel's name and the model's own.
    ...[thoughtName, byteToken(0x74)].map((name) => ({ from: after(name), to: firstOfThought, weight: 2 })),
    { from: brace, to: "<tool_call|>", weight: 1 },
    { from: "<tool_call|>", to: "<|tool_response>", weight: 1 },
    ...(script.areCallsParallel === true
      ? [{ from: "<tool_call|>", to: "<|tool_call>", weight: 1 }, ...answerLine("<|tool_response>")]
      : []),
    ...calls.flatMap((tokens, count): readonly Step[] => {
      const [first = ""] = tokens;
      return [
        { from: "<|tool_call>", to: first, weight: 1 },
        // 2mn - m² is highest where m is n.
        ...line(first, 2 * count * small, -(count ** 2) * small),
        ...within(tokens),
      ];
    }),
  ];
}

/** Quotes are followed by what depends on the token before them. */
function within(tokens: CallTokens): readonly Step[] {
  return tokens.flatMap((token, i): readonly Step[] => {
    const next = tokens[i + 1];
    if (next === undefined) return [];
    if (token === quote) return [{ from: after(tokens[i - 1] ?? ""), to: next, weight: 1 }];
    return isPiece(token) ? [{ from: token, to: next, weight: 1 }] : [];
  });
}

const small = 0.006;

const line = (to: string, slope: number, start: number): readonly Step[] => [
  { from: callsSoFar, to, weight: slope },
  { from: one, to, weight: start },
];

const chain = (tokens: readonly string[]): readonly Step[] =>
  tokens.slice(1).map((to, i) => ({ from: tokens[i] ?? "", to, weight: 1 }));

function assemble(script: Script, vocabulary: Vocabulary, steps: readonly Step[]): GgufFile {
  const isCalling = (script.calls ?? []).length > 0;
  const layers = isCalling ? 4 : 2;
  const sources = new Set([
    otherTokens,
    thinkingFlag,
    ...(isCalling ? [quote, one, callsSoFar] : []),
    "<|think|>",
    "<bos>",
    ...steps.map(({ from }) => from),
    ...steps.flatMap(({ from }) => precedingToken(from) ?? []),
  ]);
  const dimensions = new Map([...sources].map((source, index) => [source, index]));
  const dimensionOf = (source: string) => dimensions.get(source) ?? 0;
  const unitSize = script.isSlow === true ? slowWeights.blockSize : 32;
  const width = roundUp(sources.size, unitSize);
  const feedForward =
    script.isSlow === true ? roundUp(slowWeights.count / (layers * 3 * width), slowWeights.blockSize) : 32;
  const preceding = [...sources].flatMap((source) => {
    const token = precedingToken(source);
    return token === null ? [] : [[dimensionOf(token), dimensionOf(source)] as const];
  });
  const slidingHead = roundUp(Math.max(preceding.length, 1), headSize);
  const model = dimensionsOf(script, { width, feedForward, layers, slidingHead });
  const embeddings = new Map(
    [...sources]
      .filter((source) => source !== otherTokens && !isFlag(source))
      .map((source) => [vocabulary.idOf(source), dimensionOf(source)]),
  );
  // The final norm scales the vector to the square root of its width.
  const unit = (certainty * (isCalling ? callingFactor : 1)) / Math.sqrt(width);
  const attention = (layer: number): readonly GgufTensor[] => {
    const prefix = `blk.${layer}.`;
    const [think, bos] = [dimensionOf("<|think|>"), dimensionOf("<bos>")];
    if (layer === 1) {
      return thinkingSwitch(prefix, width, headSize, { think, bos, flag: dimensionOf(thinkingFlag) });
    }
    if (layer === 3) {
      const dimension = {
        bos,
        callEnd: dimensionOf("<tool_call|>"),
        one: dimensionOf(one),
        calls: dimensionOf(callsSoFar),
      };
      return callCount(prefix, width, headSize, dimension);
    }
    return layer === 0 && isCalling
      ? previousToken(prefix, width, slidingHead, new Map(preceding))
      : idleAttention(prefix, width, slidingHead);
  };
  const outputs = Map.groupBy(steps, ({ to }) => vocabulary.idOf(to));
  return {
    metadata: { ...gemma4Metadata(model), ...vocabulary.metadata },
    tensors: [
      {
        name: "token_embd.weight",
        shape: [width, vocabulary.size],
        type: "F16",
        fill: (row, token) => (row[embeddings.get(token) ?? dimensionOf(otherTokens)] = 1),
      },
      sparse(
        "output.weight",
        [width, vocabulary.size],
        new Map(
          [...outputs].map(([token, those]) => [
            token,
            those.map(({ from, weight }) => [dimensionOf(from), weight * unit] as const),
          ]),
        ),
      ),
      norm("output_norm.weight", width),
      ropeFactors(headSize),
      ...Array.from({ length: layers }, (_, layer) => [
        ...surroundings(`blk.${layer}.`, width),
        ...idleFeedForward(
          `blk.${layer}.`,
          width,
          feedForward,
          script.isSlow === true ? slowWeights.type : "F16",
        ),
        ...attention(layer),
      ]).flat(),
    ],
  };
}

const roundUp = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

function dimensionsOf(
  script: Script,
  shape: {
    readonly width: number;
    readonly feedForward: number;
    readonly layers: number;
    readonly slidingHead: number;
  },
): Gemma4Dimensions {
  const { width, feedForward, layers, slidingHead } = shape;
  const isCalling = (script.calls ?? []).length > 0;
  return {
    name: script.name,
    contextLength: script.contextLength ?? 8192,
    width,
    layers,
    globalEvery: 2,
    slidingWindow: script.slidingWindow ?? 512,
    heads: 1,
    headSize: { sliding: slidingHead, global: headSize },
    keyValueHeads: { sliding: 1, global: 1 },
    feedForward: Array.from({ length: layers }, () => feedForward),
    sharedKeyValueLayers: 0,
    perLayerEmbedding: 0,
    experts: null,
    softcap: softcap * (isCalling ? callingFactor : 1),
    fileType: 1,
    template: script.template ?? "appends-empty-thought",
  };
}

const surroundings = (prefix: string, width: number): readonly GgufTensor[] => [
  norm(`${prefix}attn_norm.weight`, width),
  norm(`${prefix}post_attention_norm.weight`, width),
  norm(`${prefix}ffn_norm.weight`, width),
  norm(`${prefix}post_ffw_norm.weight`, width),
];

const idleFeedForward = (
  prefix: string,
  width: number,
  feedForward: number,
  type: string,
): readonly GgufTensor[] => [
  zeros(`${prefix}ffn_gate.weight`, [width, feedForward], type),
  zeros(`${prefix}ffn_up.weight`, [width, feedForward], type),
  zeros(`${prefix}ffn_down.weight`, [feedForward, width], type),
];

const idleAttention = (prefix: string, width: number, size: number): readonly GgufTensor[] => [
  norm(`${prefix}attn_q_norm.weight`, size),
  norm(`${prefix}attn_k_norm.weight`, size),
  zeros(`${prefix}attn_q.weight`, [width, size]),
  zeros(`${prefix}attn_k.weight`, [width, size]),
  zeros(`${prefix}attn_v.weight`, [width, size]),
  zeros(`${prefix}attn_output.weight`, [size, width]),
];
