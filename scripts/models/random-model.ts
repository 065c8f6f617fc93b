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
  /** Its embedding length; 64 unless said. At 1536 llama.cpp takes it for an E2B. */
  readonly width?: number;
  readonly contextLength?: number;
  readonly slidingWindow?: number;
  /** The only tokens it ever says; unless said, all but those that end a turn. */
  readonly says?: ReadonlySet<string>;
  /**
   * Attends to many tokens at once, as models that have learnt something do, and its experts add little. Else attention
   * falls on one or two tokens, and experts change, by chance: then the last bit of a number soon decides what is said.
   */
  readonly isCalm?: boolean;
  /**
   * Makes llama.cpp abort its whole process: the layers that share keys and values look for them in the last
   * sliding and the last global layer before them, and here these two stand the wrong way round.
   */
  readonly aborts?: boolean;
}

const defaultWidth = 64;
const layers = 9;
const fileTypes = { F16: 1, Q4_0: 2, Q8_0: 7 } as const;

/**
 * A small Gemma 4 with random weights, the same ones for the same seed. It writes nonsense with every real mechanism, and
 * hardly ever ends by itself.
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

/** They are the output matrix too: those of tokens that it must not say are so short that others are always likelier. */
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
  // Shorter in a wide model, or a token would be its own likeliest successor.
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
