import type { LayerCache } from "../cache-shape.ts";
import type { GgufTensorInfo } from "../gguf-header.ts";
import type { MetadataReader } from "../metadata-reader.ts";
import type { GraphLayer, GraphShape } from "./graph-shape.ts";

/** Reads the graph shape from the header; null: another architecture, or required values are missing. */
export function graphShapeOf(
  read: MetadataReader,
  model: {
    readonly tensors: readonly GgufTensorInfo[];
    readonly layers: readonly LayerCache[];
    readonly vocabularySize: number;
  },
): GraphShape | null {
  const width = read.number("embedding_length");
  if (read.architecture !== "gemma4" || width === null) {
    return null;
  }
  const { layers, tensors, vocabularySize } = model;
  const names = new Set(tensors.map(({ name }) => name));
  const headSizes = {
    global: read.number("attention.key_length") ?? 0,
    sliding: read.number("attention.key_length_swa") ?? read.number("attention.key_length") ?? 0,
  };
  return {
    width,
    vocabularySize,
    perLayerEmbedding: read.number("embedding_length_per_layer_input") ?? 0,
    capsLogits: (read.number("final_logit_softcapping") ?? 0) > 0,
    layers: layers.map(({ slides, bytesPerCell }, layer) => ({
      slides,
      heads: read.forLayer("attention.head_count", layer) ?? 1,
      headSize: headSizes[slides ? "sliding" : "global"],
      keyValueHeads: bytesPerCell === 0 ? 0 : (read.forLayer("attention.head_count_kv", layer) ?? 1),
      hasValues: names.has(`blk.${layer}.attn_v.weight`),
      feedForward: read.forLayer("feed_forward_length", layer) ?? 0,
      experts: expertsOf(read, layer),
    })),
  };
}

function expertsOf(read: MetadataReader, layer: number): GraphLayer["experts"] {
  const count = read.number("expert_count") ?? 0;
  const used = read.number("expert_used_count") ?? 0;
  const feedForward = read.forLayer("expert_feed_forward_length", layer) ?? 0;
  return count > 0 && used > 0 && feedForward > 0 ? { count, used, feedForward } : null;
}
