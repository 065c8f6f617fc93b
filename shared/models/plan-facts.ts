import { visibleName } from "../visible-name.ts";
import { cacheShape, type CacheShape, type LayerCache } from "./cache-shape.ts";
import type { GraphShape } from "./compute-graph/graph-shape.ts";
import { graphShapeOf } from "./compute-graph/read-graph-shape.ts";
import type { GgufHeader, GgufTensorInfo } from "./gguf-header.ts";
import { arrayOf, metadataReader, type MetadataReader } from "./metadata-reader.ts";

/**
 * The facts about a model file that the memory planner and the speed estimate use; small enough to send to
 * the page.
 */
export interface PlanFacts {
  readonly architecture: string;
  readonly layers: readonly LayerFacts[];
  readonly cache: CacheShape;
  readonly width: number;
  readonly vocabularySize: number;
  /** The token embedding. It stays in RAM even when layers are on a GPU. */
  readonly embedding: WeightFacts;
  /** Per-layer embeddings (E2B, E4B). A token reads one row, so their pages may stay on disk. */
  readonly perLayerEmbeddingBytes: number;
  /** The output projection (LM head). */
  readonly output: WeightFacts;
  /** Whether output and embedding are tied. Then the output's device holds a second copy. */
  readonly isOutputTied: boolean;
  /** The shape of the compute graph; null for architectures without a model of it. */
  readonly graph: GraphShape | null;
  /** False when estimated from the size without a header. */
  readonly isExact: boolean;
}

/** Bytes by weight type: `{ Q4_K: 1000, F32: 10 }`. */
export type WeightFacts = Readonly<Record<string, number>>;

export interface LayerFacts extends LayerCache {
  readonly weights: WeightFacts;
  /** Bytes read per token; less than all of them in a mixture of experts. */
  readonly activeBytes: number;
}

export const bytesOf = (weights: WeightFacts): number =>
  Object.values(weights).reduce((sum, bytes) => sum + bytes, 0);

/** Total size of the weights, as in the file. */
export function weightBytes(facts: PlanFacts): number {
  const layers = facts.layers.reduce((sum, { weights }) => sum + bytesOf(weights), 0);
  const output = facts.isOutputTied ? 0 : bytesOf(facts.output);
  return layers + bytesOf(facts.embedding) + facts.perLayerEmbeddingBytes + output;
}

/**
 * @param headers of all parts of a split model, the first one first; null: the header lacks required values
 */
export function planFacts(headers: readonly GgufHeader[]): PlanFacts | null {
  const [first] = headers;
  if (first === undefined) {
    return null;
  }
  const tensors = headers.flatMap((header) => header.tensors);
  const read = metadataReader(first.metadata);
  const layerCount = read.number("block_count");
  const trainContextTokens = read.number("context_length");
  if (layerCount === null || trainContextTokens === null || layerCount > mostLayers) {
    return null;
  }
  const slidingWindow = read.number("attention.sliding_window");
  const caches = layerCaches(read, layerCount, slidingWindow);
  const experts = expertShare(read);
  const byLayer = Map.groupBy(tensors, ({ name }) => layerOf(name));
  const embedding = tensors.filter(({ name }) => name === "token_embd.weight");
  const output = tensors.filter(({ name }) => name === "output.weight");
  const perLayer = tensors.filter(({ name }) => name === "per_layer_token_embd.weight");
  const known = new Set([...embedding, ...output, ...perLayer]);
  const vocabulary = vocabularySize(first.metadata, embedding);
  const others = (byLayer.get(null) ?? []).filter((tensor) => !known.has(tensor));
  return {
    architecture: visibleName(read.architecture, 64),
    layers: caches.map((cache, layer) => ({
      ...cache,
      ...layerWeights(byLayer.get(layer) ?? [], experts),
    })),
    cache: cacheShape(caches, trainContextTokens, slidingWindow),
    width: read.number("embedding_length") ?? 0,
    vocabularySize: vocabulary,
    embedding: byType([...embedding, ...others]),
    perLayerEmbeddingBytes: bytesOf(byType(perLayer)),
    output: byType(output.length > 0 ? output : embedding),
    isOutputTied: output.length === 0,
    graph: graphShapeOf(read, { tensors, layers: caches, vocabularySize: vocabulary }),
    isExact: true,
  };
}

/** Far above real models. */
const mostLayers = 1024;

function layerCaches(
  read: MetadataReader,
  count: number,
  slidingWindow: number | null,
): readonly LayerCache[] {
  const heads = read.number("attention.head_count") ?? 1;
  const headSize = (read.number("embedding_length") ?? 0) / heads;
  const keyLength = read.number("attention.key_length") ?? headSize;
  const valueLength = read.number("attention.value_length") ?? headSize;
  const slidingLengths =
    (read.number("attention.key_length_swa") ?? keyLength) +
    (read.number("attention.value_length_swa") ?? valueLength);
  const shared = read.number("attention.shared_kv_layers") ?? 0;
  return Array.from({ length: count }, (_, layer) => {
    const kvHeads = read.forLayer("attention.head_count_kv", layer) ?? heads;
    const slides = slidingWindow !== null && read.forLayer("attention.sliding_window_pattern", layer) === 1;
    const lengths = slides ? slidingLengths : keyLength + valueLength;
    return { slides, bytesPerCell: layer < count - shared ? kvHeads * lengths * bytesOfF16 : 0 };
  });
}

const bytesOfF16 = 2;

/** The fraction of the experts' weights that a token uses. */
function expertShare(read: MetadataReader): number {
  const count = read.number("expert_count") ?? 0;
  const used = read.number("expert_used_count") ?? 0;
  return count > 0 && used > 0 ? Math.min(1, used / count) : 1;
}

function layerWeights(tensors: readonly GgufTensorInfo[], share: number) {
  const isExpert = ({ name }: GgufTensorInfo) => /_exps\.(weight|scale)$/.test(name);
  const experts = bytesOf(byType(tensors.filter(isExpert)));
  const weights = byType(tensors);
  return { weights, activeBytes: bytesOf(weights) - experts * (1 - share) };
}

function byType(tensors: readonly GgufTensorInfo[]): WeightFacts {
  const bytes: Record<string, number> = {};
  for (const { type, sizeBytes } of tensors) {
    bytes[type ?? "unknown"] = (bytes[type ?? "unknown"] ?? 0) + (sizeBytes ?? 0);
  }
  return bytes;
}

function vocabularySize(metadata: GgufHeader["metadata"], embedding: readonly GgufTensorInfo[]): number {
  const tokens = metadata.get("tokenizer.ggml.tokens");
  return embedding[0]?.shape[1] ?? arrayOf(tokens)?.length ?? 0;
}

/** `blk.12.attn_q.weight` is in layer 12. */
function layerOf(name: string): number | null {
  const digits = /^blk\.(\d+)\./.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
