import type { LlamaGrammar, LlamaModel } from "node-llama-cpp";
import { grammarOf } from "../../../../shared/inference/json-schema/grammar-of.ts";
import type { JsonSchema } from "../../../../shared/inference/generate-options.ts";
import { grammarState } from "./llama-internals.ts";
import type { FormGrammars } from "./sampling/answer-form.ts";

/** Grammars that constrain the answers of a model to JSON schemas. The last ones are kept. */
export class AnswerGrammars {
  readonly #model: LlamaModel;
  /** By schema and tag; the least recently used first. */
  readonly #made = new Map<string, LlamaGrammar>();

  constructor(model: LlamaModel) {
    this.#model = model;
  }

  /**
   * @param reasoning the tokens around reasoning, which may come before the answer; null: it may not
   * @throws AppError `schema-unsupported` {path, keyword}
   */
  async forSchema(
    schema: JsonSchema,
    reasoning: { readonly open: number; readonly close: number } | null,
  ): Promise<FormGrammars> {
    const answer = await this.#grammar(schema, null);
    const answerOrOpen = reasoning === null ? null : await this.#grammar(schema, reasoning.open);
    return {
      answer: () => grammarState(this.#model, answer),
      reasoning:
        reasoning === null || answerOrOpen === null
          ? null
          : { ...reasoning, answerOrOpen: () => grammarState(this.#model, answerOrOpen) },
    };
  }

  async #grammar(schema: JsonSchema, openToken: number | null): Promise<LlamaGrammar> {
    const key = JSON.stringify([schema, openToken]);
    const grammar = this.#made.get(key) ?? (await this.#make(schema, openToken));
    this.#made.delete(key);
    this.#made.set(key, grammar);
    for (const old of [...this.#made.keys()].slice(0, -mostKept)) {
      this.#made.delete(old);
    }
    return grammar;
  }

  async #make(schema: JsonSchema, openToken: number | null): Promise<LlamaGrammar> {
    const rules = grammarOf(schema);
    // A token by its id: llama.cpp reads the grammar without the vocabulary.
    const start = openToken === null ? "" : `${startRule} ::= <[${openToken}]> | root\n`;
    return this.#model.llama.createGrammar({
      grammar: start + rules,
      ...(openToken !== null && { rootRuleName: startRule }),
    });
  }
}

const startRule = "answer-or-reasoning";
const mostKept = 16;
