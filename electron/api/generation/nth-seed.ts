import type { GenerationInput } from "./generation-input.ts";

/** For the nth answer to one prompt: a seed of its own where the request has one. */
export function withSeedOf(input: GenerationInput, index: number): GenerationInput {
  const { sampling } = input.options;
  if (index === 0 || sampling.seed === null) return input;
  return {
    ...input,
    options: { ...input.options, sampling: { ...sampling, seed: (sampling.seed + index) >>> 0 } },
  };
}
