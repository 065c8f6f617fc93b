import type { GrammarState } from "../llama-internals.ts";

/** Grammars of a reply. Each function returns a grammar before its first token. */
export type FormGrammars =
  | {
      /** The whole answer is bound. */
      readonly type: "answer";
      readonly answer: () => GrammarState;
      /** Null: a reply to this request has no reasoning. */
      readonly reasoning: ReasoningGrammar | null;
    }
  | {
      /** Only calls are bound, from the tag that opens the first one to the end of the reply. */
      readonly type: "calls";
      readonly open: number;
      readonly opened: () => GrammarState;
      readonly reasoning: ReasoningTokens | null;
    };

/** The tokens around the model's reasoning. */
interface ReasoningTokens {
  readonly open: number;
  readonly close: number;
}

export interface ReasoningGrammar extends ReasoningTokens {
  /** For an answer, or only the token that opens reasoning. */
  readonly answerOrOpen: () => GrammarState;
}

/**
 * Tells which grammar binds the next token of a reply. Reasoning is free, and costs nothing.
 */
export class AnswerForm {
  readonly #grammars: FormGrammars;
  #state: "first-token" | "reasoning" | "free" | "bound" = "free";
  #grammar: GrammarState | null = null;

  constructor(grammars: FormGrammars) {
    this.#grammars = grammars;
    this.#answer();
  }

  /** Null: the next token is free. */
  get grammar(): GrammarState | null {
    return this.#grammar;
  }

  /**
   * Starts again, before the first token of a reply.
   * @param isReasoning whether the prompt ends in reasoning that is still open
   */
  begin(isReasoning: boolean): void {
    const { type, reasoning } = this.#grammars;
    if (reasoning !== null && isReasoning) {
      this.#reason();
    } else if (reasoning === null || type === "calls") {
      this.#answer();
    } else {
      this.#state = "first-token";
      this.#grammar = reasoning.answerOrOpen();
    }
  }

  /** Follows a token that the current grammar has accepted. */
  follow(token: number): void {
    const { reasoning } = this.#grammars;
    switch (this.#state) {
      case "first-token":
        // Later, inside a string, the same token is text.
        if (token === reasoning?.open) this.#reason();
        else this.#state = "bound";
        return;
      case "reasoning":
        if (token === reasoning?.close) this.#answer();
        return;
      case "free":
        if (token === reasoning?.open) this.#reason();
        else if (this.#grammars.type === "calls" && token === this.#grammars.open) this.#call();
        return;
      case "bound":
    }
  }

  #reason(): void {
    this.#state = "reasoning";
    this.#grammar = null;
  }

  #answer(): void {
    const isBound = this.#grammars.type === "answer";
    this.#state = isBound ? "bound" : "free";
    this.#grammar = this.#grammars.type === "answer" ? this.#grammars.answer() : null;
  }

  #call(): void {
    this.#state = "bound";
    this.#grammar = this.#grammars.type === "calls" ? this.#grammars.opened() : null;
  }
}
