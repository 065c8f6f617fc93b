import { bools, int32s, string, strings, uint32, type GgufValue } from "../gguf/gguf-value.ts";
import type { FilledTensor, GgufFile, GgufTensor } from "../gguf/gguf-writer.ts";
import type { WritableType } from "../gguf/tensor-encoding.ts";
import { seededRandom } from "../soak/seeded-random.ts";
import { norm, random, ropeFactors, zeros } from "./tensors.ts";

export interface DrafterModel {
  /** The model it drafts for: its last two layers are a sliding and then a global one. */
  readonly target: GgufFile;
  readonly drafts: DrafterKind;
  /** The width; must differ from the target's. Default: the target's, and 32 more. */
  readonly width?: number;
  readonly layers?: number;
  readonly feedForward?: number;
  readonly type?: WritableType;
}

export type DrafterKind =
  /** Nonsense, by way of every mechanism. */
  | { readonly type: "random"; readonly seed: number }
  /**
   * What the target's output matrix gives for the embedding of the last token, which is what a target says whose
   * layers pass it through, as those of scripted models do. For a share of the dimensions it is wrong.
   * @property output the target's output matrix; its first dimensions, as many as the drafter is wide, are used
   */
  | {
      readonly type: "agreeing";
      readonly output: FilledTensor;
      readonly wrongShare: number;
      readonly seed: number;
    };

/** An MTP drafter (`gemma4-assistant`) for a generated model. It reads the target's cells and hidden states. */
export function drafterModel(options: DrafterModel): GgufFile {
  const { target, drafts, layers = 4, feedForward = 64, type = "F16" } = options;
  const of = (key: string) => numberOf(target.metadata[`gemma4.${key}`]);
  const targetWidth = of("embedding_length");
  const width = options.width ?? targetWidth + 32;
  const slides = Array.from({ length: layers }, (_, layer) => layer < layers - 1);
  const headSize = (isSliding: boolean) => of(`attention.key_length${isSliding ? "_swa" : ""}`);
  const cached = numbersOf(target.metadata["gemma4.attention.head_count_kv"]).slice(-2);
  const [slidingHeads = 1, globalHeads = 1] = cached;
  const heads = 2 * Math.max(slidingHeads, globalHeads);
  const vocabularySize = textsOf(target.metadata["tokenizer.ggml.tokens"]).length;
  const weights = (name: string, shape: readonly [number, number]): GgufTensor =>
    drafts.type === "random" ? random(name, shape, type, drafts.seed) : zeros(name, shape, type);
  const same = [
    "attention.sliding_window",
    "attention.layer_norm_rms_epsilon",
    "attention.key_length",
    "attention.value_length",
    "attention.key_length_swa",
    "attention.value_length_swa",
    "rope.dimension_count",
    "rope.dimension_count_swa",
    "rope.freq_base",
    "rope.freq_base_swa",
    "context_length",
  ].map((key) => [key, target.metadata[`gemma4.${key}`]] as const);
  const own = {
    ...Object.fromEntries(same.filter(([, value]) => value !== undefined)),
    embedding_length: uint32(width),
    embedding_length_out: uint32(targetWidth),
    block_count: uint32(layers),
    nextn_predict_layers: uint32(layers),
    feed_forward_length: uint32(feedForward),
    embedding_length_per_layer_input: uint32(0),
    "attention.head_count": uint32(heads),
    "attention.head_count_kv": int32s(slides.map((isSliding) => (isSliding ? slidingHeads : globalHeads))),
    "attention.shared_kv_layers": uint32(layers),
    "attention.sliding_window_pattern": bools(slides),
  };
  const vocabulary = Object.entries(target.metadata).filter(([key]) => key.startsWith("tokenizer.ggml."));
  return {
    metadata: {
      "general.architecture": string("gemma4-assistant"),
      "general.type": string("model"),
      "general.name": string("Generated drafter"),
      "general.tags": strings(["facet", "generated"]),
      ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`gemma4-assistant.${key}`, value])),
      ...Object.fromEntries(vocabulary),
    },
    tensors: [
      drafts.type === "random"
        ? random("token_embd.weight", [width, vocabularySize], type, drafts.seed)
        : agreeing(drafts, width, vocabularySize, type),
      norm("output_norm.weight", width),
      drafts.type === "random"
        ? random("nextn.pre_projection.weight", [2 * targetWidth, width], type, drafts.seed)
        : identity("nextn.pre_projection.weight", [2 * targetWidth, width], type),
      drafts.type === "random"
        ? random("nextn.post_projection.weight", [width, targetWidth], type, drafts.seed)
        : identity("nextn.post_projection.weight", [width, targetWidth], type),
      ropeFactors(headSize(false)),
      ...slides.flatMap((isSliding, layer): readonly GgufTensor[] => {
        const prefix = `blk.${layer}.`;
        const size = headSize(isSliding);
        return [
          norm(`${prefix}attn_norm.weight`, width),
          norm(`${prefix}attn_q_norm.weight`, size),
          norm(`${prefix}post_attention_norm.weight`, width),
          norm(`${prefix}ffn_norm.weight`, width),
          norm(`${prefix}post_ffw_norm.weight`, width),
          norm(`${prefix}layer_output_scale.weight`, 1),
          weights(`${prefix}attn_q.weight`, [width, size * heads]),
          weights(`${prefix}attn_output.weight`, [size * heads, width]),
          weights(`${prefix}ffn_gate.weight`, [width, feedForward]),
          weights(`${prefix}ffn_up.weight`, [width, feedForward]),
          weights(`${prefix}ffn_down.weight`, [feedForward, width]),
        ];
      }),
    ],
  };
}

/** For the wrong dimensions, another token has the weight of the right one. */
function agreeing(
  { output, wrongShare, seed }: Extract<DrafterKind, { type: "agreeing" }>,
  width: number,
  vocabularySize: number,
  type: WritableType,
): FilledTensor {
  const chance = seededRandom(seed);
  const [outputWidth = 0] = output.shape;
  const isWrong = Array.from({ length: outputWidth }, () => chance.below(1) < wrongShare);
  const rowOf = (token: number) => {
    const row = new Float32Array(outputWidth);
    output.fill(row, (token + vocabularySize) % vocabularySize);
    return row;
  };
  return {
    name: "token_embd.weight",
    shape: [width, vocabularySize],
    type,
    fill: (row, token) => {
      const [right, other] = [rowOf(token), rowOf(token - wrongBy)];
      for (let at = 0; at < Math.min(width, outputWidth); at++) {
        row[at] = (isWrong[at] === true ? other : right)[at] ?? 0;
      }
    },
  };
}

const wrongBy = 7;

const identity = (name: string, shape: readonly [number, number], type: WritableType): FilledTensor => ({
  name,
  shape,
  type,
  fill: (row, index) => {
    if (index < row.length) row[index] = 1;
  },
});

function numberOf(value: GgufValue | undefined): number {
  if (value === undefined || value.type === "array") throw new Error("The target lacks a number");
  return Number(value.value);
}

function numbersOf(value: GgufValue | undefined): readonly number[] {
  if (value?.type !== "array") throw new Error("The target lacks a list");
  return value.values.map(Number);
}

function textsOf(value: GgufValue | undefined): readonly string[] {
  if (value?.type !== "array") throw new Error("The target lacks a list");
  return value.values.map(String);
}
