/** Where a program stands: a saved state of this many tokens, and the prompt that goes on from it. */
export interface Place {
  /** Tokens of the saved state, the first one included; 0: none. */
  readonly depthTokens: number;
  /** The whole prompt: the text of the saved state and some words more. */
  readonly text: string;
}

export interface DecodeRun {
  readonly tokensPerSecond: number;
  /** How many of the prompt's tokens came from the saved state. */
  readonly restoredTokens: number;
  /** The position of the last decoded token. */
  readonly endPosition: number;
}

/** A program that decodes after a saved state. */
export interface DepthSubject {
  readonly name: string;
  /** Restores the state, evaluates the rest of the prompt, and decodes: only that is timed. */
  run(place: Place, decodeTokens: number): Promise<DecodeRun>;
  dispose(): Promise<void>;
}
