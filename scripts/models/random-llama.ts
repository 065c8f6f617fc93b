import { float32, string, uint32, type GgufValue } from "../gguf/gguf-value.ts";
import type { GgufFile } from "../gguf/gguf-writer.ts";
import { chatTemplate } from "./chat-template.ts";
import { norm, random } from "./tensors.ts";

const size = { width: 64, layers: 2, heads: 4, feedForward: 128, contextLength: 2048 } as const;

/** A small model of another architecture with random weights: Facet also loads models that are not Gemma. */
export function randomLlama(
  name: string,
  vocabulary: { readonly size: number; readonly metadata: Readonly<Record<string, GgufValue>> },
): GgufFile {
  const { width, layers, heads, feedForward, contextLength } = size;
  const weights = (tensor: string, from: number, to: number) => random(tensor, [from, to], "F16", 7, 0.1);
  return {
    metadata: {
      "general.architecture": string("llama"),
      "general.type": string("model"),
      "general.name": string(name),
      "general.file_type": uint32(1),
      "llama.context_length": uint32(contextLength),
      "llama.embedding_length": uint32(width),
      "llama.block_count": uint32(layers),
      "llama.feed_forward_length": uint32(feedForward),
      "llama.attention.head_count": uint32(heads),
      "llama.attention.layer_norm_rms_epsilon": float32(1e-6),
      "llama.rope.dimension_count": uint32(width / heads),
      "tokenizer.chat_template": string(chatTemplate("appends-nothing")),
      ...vocabulary.metadata,
    },
    tensors: [
      weights("token_embd.weight", width, vocabulary.size),
      norm("output_norm.weight", width),
      ...Array.from({ length: layers }, (_, layer) => `blk.${layer}.`).flatMap((prefix) => [
        norm(`${prefix}attn_norm.weight`, width),
        norm(`${prefix}ffn_norm.weight`, width),
        ...["attn_q", "attn_k", "attn_v", "attn_output"].map((part) =>
          weights(`${prefix}${part}.weight`, width, width),
        ),
        weights(`${prefix}ffn_gate.weight`, width, feedForward),
        weights(`${prefix}ffn_up.weight`, width, feedForward),
        weights(`${prefix}ffn_down.weight`, feedForward, width),
      ]),
    ],
  };
}
