/** How fast something was once. */
export interface Speed {
  readonly promptTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
}

export interface Round {
  /** A prompt of about `promptTokens` tokens that begins like no other. */
  readonly text: string;
  readonly decodeTokens: number;
}

/** Something that runs a model, and is measured in turn with others. */
export interface Contender {
  readonly name: string;
  run(round: Round): Promise<Speed>;
  dispose(): Promise<void>;
}

/** From the moments at which an answer was asked for, began and ended. The first token comes out of the prompt's evaluation. */
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
