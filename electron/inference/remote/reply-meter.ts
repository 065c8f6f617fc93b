import type { ReplyStats } from "../../../shared/chat/message.ts";
import type { CompletionChunk } from "./chunk.ts";
import { estimatedShare } from "../../../shared/inference/estimate-text-tokens.ts";

/**
 * Measures a reply: with the server's counts and timings where it sends them, else with estimates and a
 * clock.
 */
export class ReplyMeter {
  readonly #startedAtMs = performance.now();
  readonly #estimatedPromptTokens: number;
  readonly #contextSizeTokens: number | null;
  #firstAtMs: number | null = null;
  #lastAtMs = 0;
  #estimatedTokens = 0;
  #pieces = 0;
  #promptTokens: number | null = null;
  #reusedTokens: number | null = null;
  #generatedTokens: number | null = null;
  #tokensPerSecond: number | null = null;

  constructor(estimatedPromptTokens: number, contextSizeTokens: number | null) {
    this.#estimatedPromptTokens = estimatedPromptTokens;
    this.#contextSizeTokens = contextSizeTokens;
  }

  get hasBegun(): boolean {
    return this.#firstAtMs !== null;
  }

  /** Tokens so far; servers send about one per chunk. */
  get tokensSoFar(): number {
    return this.#generatedTokens ?? this.#pieces;
  }

  /** Text of a chunk has arrived, reasoning or answer. */
  text(text: string): void {
    this.#lastAtMs = performance.now();
    this.#firstAtMs ??= this.#lastAtMs;
    this.#estimatedTokens += estimatedShare(text);
    this.#pieces += 1;
  }

  /** Later counts replace earlier ones. */
  counts({ usage, timings }: Pick<CompletionChunk, "usage" | "timings">): void {
    if (timings) {
      const {
        cache_n: cached,
        prompt_n: evaluated,
        predicted_n: generated,
        predicted_per_second: speed,
      } = timings;
      if (evaluated !== undefined) this.#promptTokens = evaluated + (cached ?? 0);
      if (cached !== undefined) this.#reusedTokens = cached;
      if (generated !== undefined) this.#generatedTokens = generated;
      if (speed) this.#tokensPerSecond = speed;
    }
    if (usage) {
      this.#promptTokens = usage.prompt_tokens;
      this.#generatedTokens = usage.completion_tokens ?? this.#generatedTokens;
      this.#reusedTokens = usage.prompt_tokens_details?.cached_tokens ?? this.#reusedTokens;
    }
  }

  stats(): ReplyStats {
    const promptTokens = this.#promptTokens ?? this.#estimatedPromptTokens;
    const generatedTokens = this.#generatedTokens ?? Math.ceil(this.#estimatedTokens);
    const isEstimated = this.#promptTokens === null || this.#generatedTokens === null;
    return {
      promptTokens,
      reusedTokens: this.#reusedTokens ?? 0,
      generatedTokens,
      timeToFirstTokenMs: this.#firstAtMs === null ? 0 : Math.round(this.#firstAtMs - this.#startedAtMs),
      tokensPerSecond: this.#tokensPerSecond ?? this.#measuredSpeed(generatedTokens),
      contextUsedTokens: promptTokens + generatedTokens,
      contextSizeTokens: this.#contextSizeTokens,
      ...(isEstimated && { isEstimated: true }),
    };
  }

  /** The first token is not counted: its time is that of the prompt. */
  #measuredSpeed(generatedTokens: number): number {
    const seconds = (this.#lastAtMs - (this.#firstAtMs ?? this.#lastAtMs)) / 1_000;
    return seconds > 0 && generatedTokens > 1 ? (generatedTokens - 1) / seconds : 0;
  }
}
