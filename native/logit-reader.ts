import type { Addon } from "./addon.ts";
import { loadCheckedAddon, type EngineHandles } from "./engine-handles.ts";

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
    this.#addon = loadCheckedAddon(engine);
    this.#engine = engine;
  }

  /**
   * @param top how many of the most likely tokens to return
   * @throws when there are no logits at this index, or no such token
   */
  logprobs(logitIndex: number, token: number, top: number): RawLogprobs {
    const release = this.#engine.hold();
    try {
      const { context } = this.#engine;
      const { logprob, tokens, logprobs } = this.#addon.readLogprobs(context, logitIndex, token, top);
      const best = Array.from(tokens, (of, at) => ({ token: of, logprob: logprobs[at] ?? -Infinity }));
      return { logprob, top: best };
    } finally {
      release();
    }
  }
}
