import type { Sampling } from "../../../../../shared/inference/generate-options.ts";
import type { ChainSettings } from "../llama-internals.ts";

/**
 * The fixed settings of a reply; those that are off are absent, because llama.cpp would still compute them.
 */
export function samplingSettings(sampling: Sampling): ChainSettings {
  const { temperature, topK, topP, minP = 0, logitBias = {} } = sampling;
  return {
    temperature,
    ...(topK > 0 && { topK }),
    ...(topP < 1 && { topP }),
    ...(minP > 0 && { minP }),
    ...biasSettings(Object.entries(logitBias)),
  };
}

function biasSettings(biases: readonly (readonly [token: string, bias: number])[]): ChainSettings {
  if (biases.length === 0) {
    return {};
  }
  return {
    tokenBiasKeys: Uint32Array.from(biases, ([token]) => Number(token)),
    tokenBiasValues: Float32Array.from(biases, ([, bias]) => (bias <= excludes ? -Infinity : bias)),
  };
}

const excludes = -100;

/** Null: no penalties. */
export function penaltySettings(sampling: Sampling): PenaltySettings | null {
  const { repeatPenalty = 1, frequencyPenalty = 0, presencePenalty = 0, repeatLastTokens = 64 } = sampling;
  const isOn = repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0;
  if (!isOn || repeatLastTokens < 1) {
    return null;
  }
  return {
    repeatPenalty,
    repeatPenaltyFrequencyPenalty: frequencyPenalty,
    repeatPenaltyPresencePenalty: presencePenalty,
    repeatPenaltyMaxTokens: repeatLastTokens,
  };
}

export interface PenaltySettings extends ChainSettings {
  readonly repeatPenaltyMaxTokens: number;
}
