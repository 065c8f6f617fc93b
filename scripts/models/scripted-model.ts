import { bools, float32, string, uint32 } from "../gguf/gguf-value.ts";
import type { GgufFile, GgufTensor } from "../gguf/gguf-writer.ts";
import { chatTemplate, type TemplateKind } from "./chat-template.ts";
import { textPieces } from "./text-pieces.ts";
import { byteToken, spmVocabulary, type Vocabulary } from "./vocabulary.ts";

export interface Script {
  readonly name: string;
  /** Said when the prompt ends with `<|turn>model\n`; "" is an empty thought, null goes straight to the answer. */
  readonly thought: string | null;
  /** Said after the thought, or at once when the prompt ends with `<channel|>`. */
  readonly answer: string;
  /** How it ends: with its turn, with its turn inside the thought, or never (the answer is said over and over). */
  readonly ending?: "turn" | "in-thought" | "never";
  readonly template?: TemplateKind;
  readonly contextLength?: number;
  readonly slidingWindow?: number;
  /** More layers make it slower without changing what it says; every second one is global. */
  readonly layers?: number;
}

const headSize = 32;
const feedForward = 32;

/**
 * A real Gemma 4 with weights set by hand, which always says the same text.
 *
 * Attention and feed-forward put out zeros, so the residual stream passes through unchanged. Every token of the script has
 * a dimension of its own, and the output matrix holds "after this one comes that one". All other tokens share the first
 * dimension, which ends the turn.
 */
export function scriptedModel(script: Script): GgufFile {
  const { thought, answer, ending = "turn" } = script;
  const [thoughtPieces = [], answerPieces = []] = textPieces([`thought\n${thought ?? ""}`, answer]);
  const vocabulary = spmVocabulary([...thoughtPieces, ...answerPieces]);
  const newline = byteToken(0x0a);
  const saidThought = ["<|channel>", ...thoughtPieces];
  const saidAnswer = ["<channel|>", ...answerPieces];
  const chains =
    ending === "in-thought"
      ? [
          [newline, ...saidThought, "<turn|>"],
          [...saidAnswer, "<turn|>"],
        ]
      : [
          thought === null ? [newline, ...answerPieces.slice(0, 1)] : [newline, ...saidThought, "<channel|>"],
          [...saidAnswer, ...(ending === "never" ? answerPieces.slice(0, 1) : ["<turn|>"])],
        ];
  return assemble(script, vocabulary, successors(chains, vocabulary));
}

/** Which token id follows which. */
function successors(
  chains: readonly (readonly string[])[],
  { idOf }: Vocabulary,
): ReadonlyMap<number, number> {
  const next = new Map<number, number>();
  for (const chain of chains) {
    chain.slice(1).forEach((token, i) => next.set(idOf(chain[i] ?? ""), idOf(token)));
  }
  return next;
}

function assemble(script: Script, vocabulary: Vocabulary, next: ReadonlyMap<number, number>): GgufFile {
  const { name, template = "appends-empty-thought", contextLength = 8192, slidingWindow = 512 } = script;
  const layers = script.layers ?? 2;
  const dimensions = new Map([...next.keys()].map((token, i) => [token, i + 1]));
  const width = Math.ceil((dimensions.size + 1) / 32) * 32;
  return {
    metadata: {
      "general.architecture": string("gemma4"),
      "general.type": string("model"),
      "general.name": string(name),
      "general.file_type": uint32(1),
      "gemma4.context_length": uint32(contextLength),
      "gemma4.embedding_length": uint32(width),
      "gemma4.block_count": uint32(layers),
      "gemma4.feed_forward_length": uint32(feedForward),
      "gemma4.attention.head_count": uint32(1),
      "gemma4.attention.head_count_kv": uint32(1),
      "gemma4.attention.key_length": uint32(headSize),
      "gemma4.attention.value_length": uint32(headSize),
      "gemma4.attention.key_length_swa": uint32(headSize),
      "gemma4.attention.value_length_swa": uint32(headSize),
      "gemma4.attention.layer_norm_rms_epsilon": float32(1e-6),
      "gemma4.attention.sliding_window": uint32(slidingWindow),
      "gemma4.attention.sliding_window_pattern": bools(Array.from({ length: layers }, (_, i) => i % 2 === 0)),
      "gemma4.attention.shared_kv_layers": uint32(0),
      "gemma4.embedding_length_per_layer_input": uint32(0),
      "gemma4.rope.dimension_count": uint32(headSize),
      "gemma4.rope.dimension_count_swa": uint32(headSize),
      "gemma4.rope.freq_base": float32(1e6),
      "gemma4.rope.freq_base_swa": float32(1e4),
      "gemma4.final_logit_softcapping": float32(softcap),
      ...vocabulary.metadata,
      "tokenizer.chat_template": string(chatTemplate(template)),
    },
    tensors: [
      {
        name: "token_embd.weight",
        shape: [width, vocabulary.size],
        type: "F16",
        fill: (row, token) => (row[dimensions.get(token) ?? 0] = 1),
      },
      {
        name: "output.weight",
        shape: [width, vocabulary.size],
        type: "F16",
        fill: outputRows(vocabulary, next, dimensions, width),
      },
      vector("output_norm.weight", width),
      {
        name: "rope_freqs.weight",
        shape: [headSize / 2],
        type: "F32",
        fill: (row) => row.fill(1e30).fill(1, 0, headSize / 8),
      },
      ...Array.from({ length: layers }, (_, layer) => idleLayer(`blk.${layer}.`, width)).flat(),
    ],
  };
}

/** The cap is above Gemma's usual 30, so that no temperature a person can choose makes the script stray. */
const softcap = 100;
const certainLogit = 90;

function outputRows(
  vocabulary: Vocabulary,
  next: ReadonlyMap<number, number>,
  dimensions: ReadonlyMap<number, number>,
  width: number,
): (row: Float32Array, token: number) => void {
  // The final norm gives the one dimension in use the length of the whole vector: the square root of its width.
  const weight = certainLogit / Math.sqrt(width);
  const before = Map.groupBy(next.keys(), (token) => next.get(token) ?? 0);
  const endOfTurn = vocabulary.idOf("<turn|>");
  return (row, token) => {
    for (const previous of before.get(token) ?? []) {
      row[dimensions.get(previous) ?? 0] = weight;
    }
    if (token === endOfTurn) {
      row[0] = weight;
    }
  };
}

function idleLayer(prefix: string, width: number): readonly GgufTensor[] {
  return [
    vector(`${prefix}attn_norm.weight`, width),
    vector(`${prefix}post_attention_norm.weight`, width),
    vector(`${prefix}ffn_norm.weight`, width),
    vector(`${prefix}post_ffw_norm.weight`, width),
    vector(`${prefix}attn_q_norm.weight`, headSize),
    vector(`${prefix}attn_k_norm.weight`, headSize),
    zeros(`${prefix}attn_q.weight`, width, headSize),
    zeros(`${prefix}attn_k.weight`, width, headSize),
    zeros(`${prefix}attn_v.weight`, width, headSize),
    zeros(`${prefix}attn_output.weight`, headSize, width),
    zeros(`${prefix}ffn_gate.weight`, width, feedForward),
    zeros(`${prefix}ffn_up.weight`, width, feedForward),
    zeros(`${prefix}ffn_down.weight`, feedForward, width),
  ];
}

const vector = (name: string, length: number): GgufTensor => ({
  name,
  shape: [length],
  type: "F32",
  fill: (row) => row.fill(1),
});

const zeros = (name: string, rowLength: number, rows: number): GgufTensor => ({
  name,
  shape: [rowLength, rows],
  type: "F16",
  fill: "zeros",
});
