import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { GenerateOptions } from "../../shared/inference/generate-options.ts";
import type { GenerationEvent, GenerationResult } from "../../shared/inference/generation.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import type { TokenCount } from "../../shared/inference/token-count.ts";
import type { Tokenizer } from "./tokenizer.ts";

/**
 * A model that can be talked to: loaded in the engine process, or served by another program.
 * `tests/contract/chat-model-contract.ts` runs against every implementation.
 */
export interface ChatModel {
  readonly info: ChatModelInfo;
  /**
   * Generates one assistant turn. Aborting the signal ends it normally, with `stopped`.
   * @throws nothing: failures reject `Generation.result` with an AppError
   */
  generate(prompt: Prompt, options: GenerateOptions, signal: AbortSignal): Generation;
  /** Tokens of the rendered prompt. */
  countTokens(prompt: Prompt, thinking: boolean): Promise<TokenCount>;
  /** Absent: the model's vocabulary is not at hand. */
  readonly tokenizer?: Tokenizer;
}

/** A generation that has begun. */
export interface Generation {
  /** In order; ends when the generation ends, also when it fails. To be iterated once. */
  readonly events: AsyncIterable<GenerationEvent>;
  /** @throws AppError `message-too-long`, `engine-crashed`, `engine-failed`, `server-…` for remote models */
  readonly result: Promise<GenerationResult>;
  /**
   * Closes reasoning at the next word boundary; the answer follows. Does nothing where the model is not
   * reasoning.
   */
  endReasoning(): void;
}

/** A generation that can be interrupted so that another one gets the engine. */
export interface PausableGeneration extends Generation {
  /** Resolves when the engine is free: the generation is paused at a token boundary, or has ended. */
  pause(): Promise<void>;
  continue(): void;
  /** Ends a paused generation that can't continue: its model could not be loaded again. */
  fail(thrown: unknown): void;
}
