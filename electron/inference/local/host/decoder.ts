import type { Cell } from "./cells/batch.ts";
import type { LiveContext } from "./cells/live-context.ts";
import type { ChosenToken, TokenChooser } from "./token-chooser.ts";

/**
 * Produces the tokens of a reply from a context whose prompt is evaluated. A decoder may verify several
 * drafted tokens in one evaluation: it chooses the tokens of their positions in order, and stops at the first
 * one that differs from the draft or ends the turn, so that neither sampler nor grammar is ever rewound.
 */
export interface Decoder {
  /**
   * The next tokens, at least one. All but the last are in the context.
   * @returns null: stopped by the signal
   * @throws when llama.cpp fails
   */
  next(): Promise<readonly ChosenToken[] | null>;
  /** Begins to evaluate the last token that `next` returned. Its evaluation has begun when this returns. */
  advance(): void;
  /** Waits for an evaluation that is running. */
  settle(): Promise<void>;
}

export type StartDecoder = (options: DecoderOptions) => Decoder;

export interface DecoderOptions {
  readonly context: LiveContext;
  readonly chooser: Pick<TokenChooser, "choose">;
  /** Index of the logits after the prompt. */
  readonly logits: number;
  readonly signal: AbortSignal;
  /** What the context holds: the prompt, and the reply so far. */
  readonly cells: readonly Cell[];
  /** Whether these tokens, after those of earlier calls, are all that may be generated. */
  readonly isLongEnough: (tokens: readonly ChosenToken[]) => boolean;
  /** Told of each evaluation with drafts. */
  readonly count: (drafted: number, accepted: number) => void;
}

/** One token per evaluation. */
export class PlainDecoder implements Decoder {
  readonly #options: DecoderOptions;
  #logits: Promise<number | null>;
  #last = 0;

  constructor(options: DecoderOptions) {
    this.#options = options;
    this.#logits = Promise.resolve(options.logits);
  }

  async next(): Promise<readonly ChosenToken[] | null> {
    const { chooser, signal } = this.#options;
    const logits = await this.#logits;
    if (logits === null || signal.aborted) return null;
    const chosen = await chooser.choose(logits);
    this.#last = chosen.token;
    return [chosen];
  }

  advance(): void {
    const { context, signal } = this.#options;
    this.#logits = context.add([this.#last], true, { signal });
    // `next` reports the failure.
    this.#logits.catch(() => undefined);
  }

  async settle(): Promise<void> {
    await this.#logits.catch(() => undefined);
  }
}
