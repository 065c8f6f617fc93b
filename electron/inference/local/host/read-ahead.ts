import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { GenerationEnd, GenerationResult } from "../../../../shared/inference/generation.ts";
import type { MeasuredMedium } from "../../../../shared/models/model-speeds.ts";
import { turnsFrom } from "../../fit-turns.ts";
import { mediaIn, type Cell } from "./cells/batch.ts";
import { sharedPrefix } from "./cells/valid-prefix.ts";
import type { EngineModel } from "./engine-model.ts";
import { prefill } from "./prefill.ts";
import { PromptWindow } from "./prompt-window.ts";
import type { EncodedPrompt } from "./prompt-encoder.ts";
import type { RunWork } from "./run-work.ts";

/**
 * Encodes and evaluates what a prompt will begin with while its last message is still being typed. It is not
 * paused for others but given up: the scheduler stops it, and what was evaluated so far stays.
 */
export class ReadAhead implements RunWork {
  readonly #request: GenerateRequest;
  readonly #otherTexts: readonly string[];
  readonly #signal: AbortSignal;
  readonly #media: MeasuredMedium[] = [];

  /**
   * @param otherTexts that the last message may have
   * @param signal ends it soon, which is a normal end
   */
  constructor(request: GenerateRequest, otherTexts: readonly string[], signal: AbortSignal) {
    this.#request = request;
    this.#otherTexts = otherTexts;
    this.#signal = signal;
  }

  /**
   * @returns `stopped`: it was given up, or the context could not be left; `max-tokens`: everything was read
   * @throws AppError as `PromptWindow` and `EngineMedia.encode` do
   */
  async run(model: EngineModel): Promise<GenerationResult> {
    const { context } = model;
    const signal = this.#signal;
    const cells = this.#beginning(model);
    // First, because embeddings stay where the evaluation is given up, or the context can't be left.
    for (const medium of mediaIn(cells)) {
      if (signal.aborted || !(await model.media?.encode(medium, signal)))
        return this.#result("stopped", model);
    }
    const reusedTokens = signal.aborted
      ? null
      : await context.prepareAhead(cells, this.#request.owner ?? null);
    if (reusedTokens === null) return this.#result("stopped", model);
    const options = {
      from: reusedTokens,
      post: () => undefined,
      signal,
      isPauseWanted: () => false,
      onMedium: (measured: MeasuredMedium) => this.#media.push(measured),
    };
    const logits = context.usedTokens < cells.length ? await prefill(model, cells, options) : null;
    const end = logits === "stopped" ? "stopped" : "max-tokens";
    return this.#result(end, model, { promptTokens: cells.length, reusedTokens });
  }

  /** The cells that are the same whatever the text of the last message. */
  #beginning(model: EngineModel): readonly Cell[] {
    const request = this.#request;
    const window = new PromptWindow<EncodedPrompt>(model, request);
    const { tokens } = window.prompt;
    const turns = turnsFrom(request.turns, window.startsAt);
    const last = turns.at(-1);
    const shared = this.#otherTexts.map((text) => {
      const others = last === undefined ? turns : [...turns.slice(0, -1), { ...last, text }];
      return sharedPrefix(tokens, model.promptFor({ ...request, turns: others }).tokens);
    });
    return tokens.slice(0, Math.min(tokens.length, ...shared));
  }

  #result(
    end: GenerationEnd,
    { context }: EngineModel,
    prompt = { promptTokens: 0, reusedTokens: 0 },
  ): GenerationResult {
    const { usedTokens: contextUsedTokens, sizeTokens: contextSizeTokens } = context;
    const nothing = { generatedTokens: 0, timeToFirstTokenMs: 0, tokensPerSecond: 0 };
    const stats = { ...prompt, ...nothing, contextUsedTokens, contextSizeTokens };
    return { end, stats, ...(this.#media.length > 0 && { media: this.#media }) };
  }

  stop(): GenerationResult {
    throw new Error("Reading ahead is never paused");
  }
}
