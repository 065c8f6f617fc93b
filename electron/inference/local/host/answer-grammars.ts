import type { Llama, LlamaGrammar } from "node-llama-cpp";
import { AppError } from "../../../../shared/ipc/result.ts";

/**
 * Grammars that hold an answer to a JSON schema, made once per schema.
 *
 * They bind from the first token on, so such an answer comes without a thought. What is allowed is node-llama-cpp's part
 * of JSON Schema: `type`, `enum`, `const`, `oneOf`, `properties` (all of them are written), `items`, and bounds of lengths.
 */
export class AnswerGrammars {
  readonly #llama: Llama;
  readonly #made = new Map<string, LlamaGrammar>();

  constructor(llama: Llama) {
    this.#llama = llama;
  }

  /** @throws AppError `engine-failed` {detail}: no schema of this kind */
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
      throw new AppError("engine-failed", `The answer's form can not be used: ${detail}`, { detail });
    }
  }
}

/** node-llama-cpp lets a value end in four empty lines, for models that do not end their turn by themselves; ours do. */
function withoutTrailingLines(rules: string): string {
  return rules.replace(/^(root ::= .*) "\\n\\n\\n\\n" \[\\n\]\*$/m, "$1");
}
