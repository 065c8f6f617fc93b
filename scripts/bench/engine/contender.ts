/** The speed of one run. */
export interface Speed {
  readonly promptTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
}

export interface Round {
  /** A prompt of about `promptTokens` tokens, with a beginning that no earlier prompt had. */
  readonly text: string;
  readonly decodeTokens: number;
}

/** A program that runs a model and is measured in turn with others. */
export interface Contender {
  readonly name: string;
  run(round: Round): Promise<Speed>;
  dispose(): Promise<void>;
}

/**
 * Computes the speed from the times of the request, the first token and the last token. The first token
 * results from the prompt's evaluation.
 */
export function speedOf(asked: {
  readonly atMs: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly promptTokens: number;
  readonly decodedTokens: number;
}): Speed {
  const { atMs, firstAtMs, lastAtMs, promptTokens, decodedTokens } = asked;
  return {
    promptTokensPerSecond: (promptTokens / (firstAtMs - atMs)) * 1000,
    decodeTokensPerSecond: ((decodedTokens - 1) / (lastAtMs - firstAtMs)) * 1000,
  };
}
