import type { RawLogprobs } from "../../../../../native/logit-reader.ts";
import type { Cell } from "../cells/batch.ts";

/** Samples the tokens of one reply. */
export interface NativeSampler {
  /**
   * Tells it the prompt, before the first token. Without it, penalties look at the reply only, and an answer
   * with a form has no reasoning.
   * @param isReasoning whether the prompt ends in reasoning that is still open
   */
  begin(prompt: readonly Cell[], isReasoning: boolean): void;
  /**
   * @param position index of the token in the reply: its random number depends on the seed and on the position
   * alone, so that a reply goes on as it would have in another sampler
   * @throws when no token can be sampled
   */
  sample(logitIndex: number, position: number): Promise<number>;
  /**
   * From the raw logits, before temperature, filters, penalties and grammar. Call it before the next
   * evaluation, which overwrites them.
   */
  logprobs(logitIndex: number, token: number, top: number): Promise<RawLogprobs>;
  /**
   * Takes a token that was not sampled, such as one that closes reasoning.
   * @throws AppError `engine-failed`: the answer's form does not allow it
   */
  accept(token: number): void;
  /**
   * Continues a reply in a new sampler: takes all its tokens so far, after `begin`.
   * @throws AppError `engine-failed`: the answer's form does not allow them
   */
  replay(tokens: readonly number[]): void;
  /** Frees the memory as soon as no token is being sampled. */
  dispose(): void;
}
