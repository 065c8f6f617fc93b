import type { ErrorData } from "../ipc/result.ts";
import type { Alternative } from "./fitting-alternatives.ts";
import type { ModelId } from "./model.ts";

/** Why a load is held or refused: it needs more memory than is free. With what would fit instead. */
export interface MemoryShortage {
  readonly neededBytes: number;
  /** Free memory of the kinds it would use. */
  readonly freeBytes: number;
  /** Settings with which the same model would fit, the least restrictive first. */
  readonly alternatives: readonly Alternative[];
  /** Smaller models on this computer that would fit, largest first. */
  readonly others: readonly ModelId[];
}

/** The shortage as the data of an error; `alternatives` and `others` are JSON. */
export function shortageData(shortage: MemoryShortage): ErrorData {
  const { neededBytes, freeBytes, alternatives, others } = shortage;
  return {
    neededBytes,
    freeBytes,
    alternatives: JSON.stringify(alternatives),
    others: JSON.stringify(others),
  };
}

/** In English, for programs and logs. */
export function describeShortage(modelId: ModelId, shortage: MemoryShortage): string {
  const { neededBytes, freeBytes, alternatives, others } = shortage;
  const options = [...alternatives.map(describeAlternative), ...others.map((id) => `the model ${id}`)];
  const wouldFit =
    options.length === 0 ? "No other settings or model would fit." : `Would fit: ${options.join("; ")}.`;
  return `${modelId} needs about ${gigabytes(neededBytes)} of memory, and ${gigabytes(freeBytes)} are free. ${wouldFit}`;
}

function describeAlternative(alternative: Alternative): string {
  switch (alternative.type) {
    case "shorter-context":
      return `a context length of ${alternative.contextTokens} tokens`;
    case "small-cache":
      return "a KV cache of type q8_0";
    case "small-cache-and-context":
      return `a KV cache of type q8_0 with a context length of ${alternative.contextTokens} tokens`;
    case "fewer-gpu-layers":
      return `${alternative.gpuLayers} layers on the GPU`;
  }
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
