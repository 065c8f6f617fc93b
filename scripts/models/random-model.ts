import type { GgufValue } from "../gguf/gguf-value.ts";
import type { GgufFile, GgufTensor } from "../gguf/gguf-writer.ts";
import type { WritableType } from "../gguf/tensor-encoding.ts";
import type { TemplateKind } from "./chat-template.ts";
import { gemma4Metadata, isGlobal, type Gemma4Dimensions } from "./gemma4-metadata.ts";
import { norm, random, ropeFactors } from "./tensors.ts";

export interface RandomModel {
  readonly name: string;
  readonly vocabulary: {
    readonly size: number;
    /** May bring a chat template, which is then used instead of ours. */
    readonly metadata: Readonly<Record<string, GgufValue>>;
  };
  readonly template?: TemplateKind;
  readonly seed?: number;
  /** A mixture has 8 experts beside the dense part of each layer, as 26B-A4B does. */
  readonly kind?: "dense" | "mixture";
  /** As in E2B and E4B, with last layers that share keys and values. */
  readonly hasPerLayerEmbeddings?: boolean;
  readonly type?: "F16" | "Q8_0" | "Q4_0";
  readonly contextLength?: number;
  readonly slidingWindow?: number;
  /**
   * Makes llama.cpp abort its whole process: the layers that share keys and values look for them in the last
   * sliding and the last global layer before them, and here these two stand the wrong way round.
   */
  readonly aborts?: boolean;
}

const width = 64;
const layers = 9;
const fileTypes = { F16: 1, Q4_0: 2, Q8_0: 7 } as const;

/**
 * A small Gemma 4 with random weights, the same ones for the same seed. It writes nonsense with every real mechanism, and
 * hardly ever ends by itself.
 */
export function randomModel(options: RandomModel): GgufFile {
  const { vocabulary, seed = 7, type = "F16" } = options;
  const model = dimensionsOf(options);
  return {
    metadata: { ...gemma4Metadata(model), ...vocabulary.metadata },
    tensors: [
      tokenEmbeddings(options, type, seed),
      norm("output_norm.weight", width),
      ropeFactors(model.headSize.global),
      ...perLayerTables(model, vocabulary.size, type, seed),
      ...Array.from({ length: layers }, (_, layer) => layerTensors(model, layer, type, seed)).flat(),
    ],
  };
}

function dimensionsOf(options: RandomModel): Gemma4Dimensions {
  const { kind = "dense", hasPerLayerEmbeddings = false, aborts = false, type = "F16" } = options;
  const shared = aborts ? 4 : hasPerLayerEmbeddings ? 3 : 0;
  return {
    name: options.name,
    contextLength: options.contextLength ?? 8192,
    width,
    layers,
    globalEvery: 3,
    slidingWindow: options.slidingWindow ?? 64,
    heads: 4,
    headSize: { sliding: 32, global: 64 },
    keyValueHeads: { sliding: 2, global: 1 },
    // The layers that share keys and values are twice as wide.
    feedForward: Array.from({ length: layers }, (_, layer) => (layer >= layers - shared ? 256 : 128)),
    sharedKeyValueLayers: shared,
    perLayerEmbedding: hasPerLayerEmbeddings ? 32 : 0,
    experts: kind === "mixture" ? { count: 8, used: 2, feedForward: 32 } : null,
    softcap: 30,
    fileType: fileTypes[type],
    template: options.template ?? (hasPerLayerEmbeddings ? "appends-nothing" : "appends-empty-thought"),
  };
}

/** They are the output matrix too: those of tokens that end a reply are so short that others are always likelier. */
function tokenEmbeddings({ vocabulary }: RandomModel, type: WritableType, seed: number): GgufTensor {
  const tokens = vocabulary.metadata["tokenizer.ggml.tokens"];
  const texts = tokens?.type === "array" ? tokens.values : [];
  const ends = new Set(["<eos>", "<turn|>", "<|tool_response>"].map((text) => texts.indexOf(text)));
  const tensor = random("token_embd.weight", [width, vocabulary.size], type, seed, 0.02);
  const { fill } = tensor;
  return {
    ...tensor,
    fill: (row, token) => {
      fill(row, token);
      if (ends.has(token)) {
        row.forEach((number, i) => (row[i] = number / 100));
      }
    },
  };
}

function perLayerTables(
  { perLayerEmbedding }: Gemma4Dimensions,
  vocabularySize: number,
  type: WritableType,
  seed: number,
): readonly GgufTensor[] {
  const length = perLayerEmbedding * layers;
  return perLayerEmbedding === 0
    ? []
    : [
        random("per_layer_token_embd.weight", [length, vocabularySize], type, seed, 0.02),
        random("per_layer_model_proj.weight", [width, length], "F16", seed),
        norm("per_layer_proj_norm.weight", perLayerEmbedding),
      ];
}

function layerTensors(
  model: Gemma4Dimensions,
  layer: number,
  type: WritableType,
  seed: number,
): readonly GgufTensor[] {
  const prefix = `blk.${layer}.`;
  const ones = (name: string, length: number) => norm(prefix + name, length);
  const weights = (name: string, shape: readonly number[], as = type) =>
    random(prefix + name, shape, as, seed);
  const sort = isGlobal(layer, model) ? "global" : "sliding";
  const headSize = model.headSize[sort];
  const keyValueSize = headSize * model.keyValueHeads[sort];
  const feedForward = model.feedForward[layer] ?? 0;
  const { perLayerEmbedding, experts } = model;
  return [
    ones("attn_norm.weight", width),
    ones("attn_q_norm.weight", headSize),
    ones("post_attention_norm.weight", width),
    ones("ffn_norm.weight", width),
    ones("post_ffw_norm.weight", width),
    ones("layer_output_scale.weight", 1),
    weights("attn_q.weight", [width, headSize * model.heads]),
    weights("attn_output.weight", [headSize * model.heads, width]),
    weights("ffn_gate.weight", [width, feedForward]),
    weights("ffn_up.weight", [width, feedForward]),
    weights("ffn_down.weight", [feedForward, width]),
    ...(layer >= layers - model.sharedKeyValueLayers
      ? []
      : [ones("attn_k_norm.weight", headSize), weights("attn_k.weight", [width, keyValueSize])]),
    // Global layers of the larger sizes use their keys as values.
    ...(layer < layers - model.sharedKeyValueLayers && (sort === "sliding" || perLayerEmbedding > 0)
      ? [weights("attn_v.weight", [width, keyValueSize])]
      : []),
    ...(experts === null
      ? []
      : [
          weights("ffn_gate_inp.weight", [width, experts.count], "F32"),
          ones("ffn_gate_inp.scale", width),
          ones("pre_ffw_norm_2.weight", width),
          ones("post_ffw_norm_1.weight", width),
          ones("post_ffw_norm_2.weight", width),
          weights("ffn_gate_up_exps.weight", [width, experts.feedForward * 2, experts.count]),
          weights("ffn_down_exps.weight", [experts.feedForward, width, experts.count]),
          ones("ffn_down_exps.scale", experts.count),
        ]),
    ...(perLayerEmbedding === 0
      ? []
      : [
          weights("inp_gate.weight", [width, perLayerEmbedding], "F16"),
          weights("proj.weight", [perLayerEmbedding, width], "F16"),
          ones("post_norm.weight", width),
        ]),
  ];
}
