import type { GgufValue } from "../gguf/gguf-value.ts";
import type { GgufFile, GgufTensor } from "../gguf/gguf-writer.ts";
import type { WritableType } from "../gguf/tensor-encoding.ts";
import type { TemplateKind } from "./chat-template.ts";
import { gemma4Metadata, type Gemma4Dimensions } from "./gemma4-metadata.ts";
import { gemma4Tensors } from "./gemma4-tensors.ts";
import { norm, random } from "./tensors.ts";

export interface RandomModel {
  readonly name: string;
  readonly vocabulary: {
    readonly size: number;
    /** May contain a chat template, which then replaces the generated one. */
    readonly metadata: Readonly<Record<string, GgufValue>>;
  };
  readonly template?: TemplateKind;
  readonly seed?: number;
  /** A mixture has 8 experts beside the dense part of each layer, as 26B-A4B has. */
  readonly kind?: "dense" | "mixture";
  /** As E2B and E4B have, together with last layers that share keys and values. */
  readonly hasPerLayerEmbeddings?: boolean;
  readonly type?: "F16" | "Q8_0" | "Q4_0";
  /** The embedding length; default 64. llama.cpp takes a model with 1536 for an E2B. */
  readonly width?: number;
  readonly contextLength?: number;
  readonly slidingWindow?: number;
  /** The only tokens the model generates; default: all except those that end a turn. */
  readonly says?: ReadonlySet<string>;
  /**
   * Makes attention spread over many tokens, as in trained models, and lowers the weight of the experts.
   * Otherwise attention falls on one or two tokens, and the choice of experts changes, by chance: then the
   * last bit of a number soon decides the output.
   */
  readonly isCalm?: boolean;
  /**
   * Makes llama.cpp abort its whole process: the layers that share keys and values look for them in the last
   * sliding and the last global layer before them, and here these two are in the wrong order.
   */
  readonly aborts?: boolean;
}

const defaultWidth = 64;
const layers = 9;
const fileTypes = { F16: 1, Q4_0: 2, Q8_0: 7 } as const;

/**
 * A small Gemma 4 with random weights; the same seed gives the same weights. It generates nonsense with every
 * real mechanism, and hardly ever ends a turn.
 */
export function randomModel(options: RandomModel): GgufFile {
  const { vocabulary, seed = 7, type = "F16", isCalm = false } = options;
  const model = dimensionsOf(options);
  const tensors = gemma4Tensors(model, vocabulary.size, (name, shape, as = type, deviation) =>
    random(name, shape, as, seed, deviation),
  );
  return {
    metadata: { ...gemma4Metadata(model), ...vocabulary.metadata },
    tensors: [tokenEmbeddings(options, type, seed), ...(isCalm ? tensors.map(calmed) : tensors)],
  };
}

function calmed(tensor: GgufTensor): GgufTensor {
  const { name, shape } = tensor;
  const weight = calmWeights.find(([end]) => name.endsWith(end))?.[1];
  return weight === undefined ? tensor : norm(name, shape[0] ?? 0, weight);
}

const calmWeights = [
  [".attn_q_norm.weight", 0.2],
  [".post_ffw_norm_2.weight", 0.1],
] as const;

function dimensionsOf(options: RandomModel): Gemma4Dimensions {
  const { kind = "dense", hasPerLayerEmbeddings = false, aborts = false, type = "F16" } = options;
  const shared = aborts ? 4 : hasPerLayerEmbeddings ? 3 : 0;
  return {
    name: options.name,
    contextLength: options.contextLength ?? 8192,
    width: options.width ?? defaultWidth,
    layers,
    globalEvery: 3,
    slidingWindow: options.slidingWindow ?? 64,
    heads: 4,
    headSize: { sliding: 32, global: 64 },
    keyValueHeads: { sliding: 2, global: 1 },
    // Layers that share keys and values are twice as wide.
    feedForward: Array.from({ length: layers }, (_, layer) => (layer >= layers - shared ? 256 : 128)),
    sharedKeyValueLayers: shared,
    perLayerEmbedding: hasPerLayerEmbeddings ? 32 : 0,
    experts: kind === "mixture" ? { count: 8, used: 2, feedForward: 32 } : null,
    softcap: 30,
    fileType: fileTypes[type],
    template: options.template ?? (hasPerLayerEmbeddings ? "appends-nothing" : "appends-empty-thought"),
  };
}

/**
 * The embeddings are the output matrix too: those of excluded tokens are so short that other tokens are
 * always more likely.
 */
function tokenEmbeddings(
  { vocabulary, says, width = defaultWidth }: RandomModel,
  type: WritableType,
  seed: number,
): GgufTensor {
  const tokens = vocabulary.metadata["tokenizer.ggml.tokens"];
  const texts = tokens?.type === "array" ? tokens.values : [];
  const isSaid = (token: number) => {
    const text = String(texts[token]);
    return says?.has(text) ?? !["<eos>", "<turn|>", "<|tool_response>"].includes(text);
  };
  // Smaller in a wide model, or a token would be its own most likely successor.
  const tensor = random("token_embd.weight", [width, vocabulary.size], type, seed, Math.min(0.02, 4 / width));
  const { fill } = tensor;
  return {
    ...tensor,
    fill: (row, token) => {
      fill(row, token);
      if (!isSaid(token)) {
        row.forEach((number, i) => (row[i] = number / 100));
      }
    },
  };
}
