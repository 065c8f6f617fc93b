import type { GgufFileInfo } from "node-llama-cpp";
import type { HeaderFacts } from "../../../shared/models/context-size.ts";

/** What the context's size depends on, from a header as node-llama-cpp reads it. */
export function headerFacts({ architectureMetadata: header }: GgufFileInfo): HeaderFacts {
  const { attention } = header;
  const headCount = attention?.head_count ?? 1;
  return {
    contextLength: header.context_length ?? 4096,
    blockCount: header.block_count ?? 0,
    headCount,
    embeddingLength: header.embedding_length ?? 0,
    headCountKv: attention?.head_count_kv ?? headCount,
    keyLength: attention?.key_length ?? null,
    valueLength: attention?.value_length ?? null,
    keyLengthSwa: attention?.key_length_swa ?? null,
    valueLengthSwa: attention?.value_length_swa ?? null,
    slidingWindow: attention?.sliding_window ?? null,
    slidingWindowPattern: patternOf(attention?.sliding_window_pattern),
    sharedKvLayers: attention?.shared_kv_layers ?? 0,
  };
}

/** Declared as numbers, read as booleans; a single number belongs to models whose layers it does not tell apart for us. */
function patternOf(pattern: unknown): readonly boolean[] | null {
  return Array.isArray(pattern) ? pattern.map(Boolean) : null;
}
