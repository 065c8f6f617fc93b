import type { Addon } from "./addon.ts";
import { addonFor, type EngineHandles } from "./engine-handles.ts";

/** Natural logarithms of probabilities after one position, from the raw logits. */
export interface RawLogprobs {
  readonly logprob: number;
  /** The most likely tokens, most likely first. */
  readonly top: readonly { readonly token: number; readonly logprob: number }[];
}

/** Reads the logits of one context without copying them. */
export class LogitReader {
  readonly #addon: Addon;
  readonly #engine: EngineHandles;

  /** @throws AddonError "not-built", "not-compatible" */
  constructor(engine: EngineHandles) {
    this.#addon = addonFor(engine);
    this.#engine = engine;
  }

  /**
   * @param top how many of the most likely tokens to return
   * @throws when there are no logits at this index, or no such token
   */
  logprobs(logitIndex: number, token: number, top: number): RawLogprobs {
    const { logprob, tokens, logprobs } = this.#addon.readLogprobs(
      this.#engine.context,
      logitIndex,
      token,
      top,
    );
    return {
      logprob,
      top: Array.from(tokens, (of, place) => ({ token: of, logprob: logprobs[place] ?? -Infinity })),
    };
  }
}
