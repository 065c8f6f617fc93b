import type { GrammarState } from "../llama-internals.ts";

/** Grammars of an answer, each before its first token. */
export interface FormGrammars {
  readonly answer: () => GrammarState;
  /** Null: a reply to this request has no reasoning. */
  readonly reasoning: ReasoningGrammar | null;
}

export interface ReasoningGrammar {
  /** The tokens around the model's reasoning. */
  readonly open: number;
  readonly close: number;
  /** For an answer, or only the token that opens reasoning. */
  readonly answerOrOpen: () => GrammarState;
}

/**
 * Tells which grammar binds the next token of a reply. It binds the answer only: reasoning before it is free,
 * and costs nothing.
 */
export class AnswerForm {
  readonly #grammars: FormGrammars;
  #state: "first-token" | "reasoning" | "answer" = "answer";
  #grammar: GrammarState | null;

  constructor(grammars: FormGrammars) {
    this.#grammars = grammars;
    this.#grammar = grammars.answer();
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
    const { reasoning } = this.#grammars;
    if (reasoning === null) {
      this.#answer();
    } else if (isReasoning) {
      this.#reason();
    } else {
      this.#state = "first-token";
      this.#grammar = reasoning.answerOrOpen();
    }
  }

  /** Follows a token that the current grammar has accepted. */
  follow(token: number): void {
    const { reasoning } = this.#grammars;
    if (this.#state === "first-token") {
      // Later, inside a string, the same token is text.
      if (token === reasoning?.open) {
        this.#reason();
      } else {
        this.#state = "answer";
      }
    } else if (this.#state === "reasoning" && token === reasoning?.close) {
      this.#answer();
    }
  }

  #reason(): void {
    this.#state = "reasoning";
    this.#grammar = null;
  }

  #answer(): void {
    this.#state = "answer";
    this.#grammar = this.#grammars.answer();
  }
}
