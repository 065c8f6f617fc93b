import type { GgufFile, GgufTensor } from "../gguf/gguf-writer.ts";
import type { TemplateKind } from "./chat-template.ts";
import { gemma4Metadata, type Gemma4Dimensions } from "./gemma4-metadata.ts";
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
  /** A tool that the model calls after its answer, in any turn. */
  readonly toolCall?: {
    /** Without quotes: a tag can appear only once in a script. */
    readonly text: string;
    /** The answer after the result, with thinking off. With thinking on, the script begins again. */
    readonly afterResult: string;
  };
  /**
   * `words`: tokens about as long as real ones, into which the tokenizer would not split the text; `pairs`:
   * the tokenizer's own, of two characters each. No pair may appear twice.
   */
  readonly tokens?: "words" | "pairs";
}

const layers = 2;
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

/**
 * A real Gemma 4 with handcrafted weights that always generates the same text.
 *
 * Every token of the script has its own dimension, which passes through all layers unchanged, and the output
 * matrix encodes which token follows which. All other tokens share the first dimension, which ends the turn.
 * Only the last layer computes something: see thinkingSwitch.
 */
export function scriptedModel(script: Script): GgufFile {
  const { toolCall, tokens = "words" } = script;
  const texts = [`thought\n${script.thought ?? ""}`, script.answer];
  if (toolCall !== undefined) texts.push(toolCall.text, toolCall.afterResult);
  const pieces = tokens === "words" ? textPieces(texts) : texts.map(pairsOf);
  return assemble(script, spmVocabulary(pieces.flat()), follow(script, pieces));
}

const pairsOf = (text: string) => text.match(/[^][^]?/gu) ?? [];

/** A transition from one token to the next, with the weight of its logit; 1 is the normal weight. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

/** The last token of a prompt, with thinking on or off, for templates that append nothing. */
const promptEnd = byteToken(0x0a);
const thinkingFlag = "flag: thinking";
const otherTokens = "any other token";

function follow(
  { thought, ending = "turn", alwaysThinks = false, toolCall }: Script,
  [thoughtPieces = [], answerPieces = [], callPieces = [], resultPieces = []]: readonly (readonly string[])[],
): readonly Step[] {
  const [firstOfAnswer = ""] = answerPieces;
  const lastTag = toolCall === undefined ? "<turn|>" : "<|tool_call>";
  const answerEnd = ending === "never" ? firstOfAnswer : lastTag;
  const thoughtEnd = ending === "in-thought" ? "<turn|>" : "<channel|>";
  return [
    ...chain(["<|channel>", ...thoughtPieces, thoughtEnd]),
    ...chain(["<channel|>", ...answerPieces, answerEnd]),
    ...(toolCall === undefined
      ? []
      : [
          ...chain(["<|tool_call>", ...callPieces, "<tool_call|>", "<|tool_response>"]),
          ...chain(["<tool_response|>", ...resultPieces, "<turn|>"]),
        ]),
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

const chain = (tokens: readonly string[]): readonly Step[] =>
  tokens.slice(1).map((to, i) => ({ from: tokens[i] ?? "", to, weight: 1 }));

function assemble(script: Script, vocabulary: Vocabulary, steps: readonly Step[]): GgufFile {
  const sources = new Set([
    otherTokens,
    thinkingFlag,
    "<|think|>",
    "<bos>",
    ...steps.map(({ from }) => from),
  ]);
  const dimensions = new Map([...sources].map((source, index) => [source, index]));
  const dimensionOf = (source: string) => dimensions.get(source) ?? 0;
  const unitSize = script.isSlow === true ? slowWeights.blockSize : 32;
  const width = roundUp(sources.size, unitSize);
  const feedForward =
    script.isSlow === true ? roundUp(slowWeights.count / (layers * 3 * width), slowWeights.blockSize) : 32;
  const model = dimensionsOf(script, width, feedForward);
  const embeddings = new Map(
    [...sources]
      .filter((source) => source !== otherTokens && source !== thinkingFlag)
      .map((source) => [vocabulary.idOf(source), dimensionOf(source)]),
  );
  // The final norm scales the vector to the square root of its width.
  const unit = certainty / Math.sqrt(width);
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
        ...(layer === layers - 1
          ? thinkingSwitch(`blk.${layer}.`, width, headSize, {
              think: dimensionOf("<|think|>"),
              bos: dimensionOf("<bos>"),
              flag: dimensionOf(thinkingFlag),
            })
          : idleAttention(`blk.${layer}.`, width)),
      ]).flat(),
    ],
  };
}

const roundUp = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

function dimensionsOf(script: Script, width: number, feedForward: number): Gemma4Dimensions {
  return {
    name: script.name,
    contextLength: script.contextLength ?? 8192,
    width,
    layers,
    globalEvery: 2,
    slidingWindow: script.slidingWindow ?? 512,
    heads: 1,
    headSize: { sliding: headSize, global: headSize },
    keyValueHeads: { sliding: 1, global: 1 },
    feedForward: Array.from({ length: layers }, () => feedForward),
    sharedKeyValueLayers: 0,
    perLayerEmbedding: 0,
    experts: null,
    softcap,
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

const idleAttention = (prefix: string, width: number): readonly GgufTensor[] => [
  norm(`${prefix}attn_q_norm.weight`, headSize),
  norm(`${prefix}attn_k_norm.weight`, headSize),
  zeros(`${prefix}attn_q.weight`, [width, headSize]),
  zeros(`${prefix}attn_k.weight`, [width, headSize]),
  zeros(`${prefix}attn_v.weight`, [width, headSize]),
  zeros(`${prefix}attn_output.weight`, [headSize, width]),
];
