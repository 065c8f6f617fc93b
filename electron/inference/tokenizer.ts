import type { TextToken, TokenizeOptions } from "../../shared/inference/engine-protocol.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";

/** A model's vocabulary and chat format. */
export interface Tokenizer {
  /**
   * The tokens of a text.
   * @throws AppError `no-model`, `engine-crashed`, `engine-failed`, as the others
   */
  tokenize(text: string, how: TokenizeOptions): Promise<readonly TextToken[]>;
  /** @throws AppError `invalid-request`: there is no such token */
  detokenize(tokens: readonly number[]): Promise<string>;
  /** The text of a prompt, control tags included. */
  render(prompt: Prompt, thinking: boolean): Promise<string>;
}
