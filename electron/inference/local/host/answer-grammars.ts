import type { Llama, LlamaGrammar } from "node-llama-cpp";
import { AppError } from "../../../../shared/ipc/result.ts";

/**
 * Grammars that constrain an answer to a JSON schema, compiled once per schema.
 *
 * A grammar applies from the first token on, so such an answer has no reasoning. Schemas are limited to
 * node-llama-cpp's subset of JSON Schema: `type`, `enum`, `const`, `oneOf`, `properties` (all of them are
 * generated), `items`, and length limits.
 */
export class AnswerGrammars {
  readonly #llama: Llama;
  readonly #made = new Map<string, LlamaGrammar>();

  constructor(llama: Llama) {
    this.#llama = llama;
  }

  /** @throws AppError `engine-failed` {detail}: the schema is not supported */
  async forSchema(schema: Readonly<Record<string, unknown>>): Promise<LlamaGrammar> {
    const key = JSON.stringify(schema);
    const made = this.#made.get(key);
    if (made !== undefined) {
      return made;
    }
    try {
      const { grammar: rules } = await this.#llama.createGrammarForJsonSchema(schema as never);
      const grammar = await this.#llama.createGrammar({ grammar: withoutTrailingLines(rules) });
      this.#made.set(key, grammar);
      return grammar;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw new AppError("engine-failed", `The JSON schema cannot be used: ${detail}`, { detail });
    }
  }
}

/**
 * node-llama-cpp allows four trailing empty lines, for models that do not end their turn by themselves. The
 * supported models do.
 */
function withoutTrailingLines(rules: string): string {
  return rules.replace(/^(root ::= .*) "\\n\\n\\n\\n" \[\\n\]\*$/m, "$1");
}
