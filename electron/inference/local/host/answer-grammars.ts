import type { LlamaGrammar, LlamaModel } from "node-llama-cpp";
import type { ToolSyntax } from "../../../../shared/formats/chat-format.ts";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import { schemaRules } from "../../../../shared/inference/json-schema/grammar-of.ts";
import {
  printed,
  type Expression,
  type TokenIds,
} from "../../../../shared/inference/json-schema/expression.ts";
import { choosableTools, mustCall } from "../../choosable-tools.ts";
import { grammarState, type GrammarState } from "./llama-internals.ts";
import type { FormGrammars } from "./sampling/answer-form.ts";

export type FormRequest = Pick<GenerateRequest, "jsonSchema" | "tools" | "toolChoice" | "parallelToolCalls">;

/**
 * Grammars of what a model may generate: answers that fit a JSON schema, and calls that fit the declarations
 * of their tools. The last ones are kept.
 */
export class AnswerGrammars {
  readonly #model: LlamaModel;
  readonly #tools: ToolSyntax | null;
  readonly #tokenIds: TokenIds;
  /** By their rules; the least recently used first. */
  readonly #made = new Map<string, LlamaGrammar>();

  /** @param tokenIds of the tags that are single tokens */
  constructor(model: LlamaModel, tools: ToolSyntax | null, tokenIds: TokenIds) {
    this.#model = model;
    this.#tools = tools;
    this.#tokenIds = tokenIds;
  }

  /**
   * @param reasoning the tokens around reasoning; null: there are none
   * @param mayReason whether reasoning may come before the answer
   * @returns null: everything is free
   * @throws AppError `schema-unsupported` {path, keyword}
   */
  async forRequest(
    request: FormRequest,
    reasoning: { readonly open: number; readonly close: number } | null,
    mayReason: boolean,
  ): Promise<FormGrammars | null> {
    const tools = this.#tools === null ? [] : choosableTools(request);
    const calls =
      tools.length === 0
        ? null
        : (this.#tools?.callRules(tools, request.parallelToolCalls !== false) ?? null);
    const open = calls === null ? undefined : this.#tokenIds.get(this.#tools?.callTag ?? "");
    if (request.jsonSchema === undefined && (calls === null || open === undefined)) return null;
    const schema = request.jsonSchema === undefined ? null : schemaRules(request.jsonSchema);
    if (schema === null && calls !== null && open !== undefined && !mustCall(request)) {
      const opened = await this.#grammar(calls.rules, [calls.opened]);
      return { type: "calls", open, opened, reasoning };
    }
    const rules = new Map([...(schema ?? []), ...(calls?.rules ?? [])]);
    const starts = [
      ...(schema !== null && !(calls !== null && mustCall(request)) ? ["root"] : []),
      ...(calls === null ? [] : [calls.calls]),
    ];
    const before = mayReason ? reasoning : null;
    return {
      type: "answer",
      answer: await this.#grammar(rules, starts),
      reasoning: before && {
        ...before,
        answerOrOpen: await this.#grammar(rules, [...starts, `<[${before.open}]>`]),
      },
    };
  }

  /** @param starts the alternatives at the beginning */
  async #grammar(
    rules: ReadonlyMap<string, Expression>,
    starts: readonly string[],
  ): Promise<() => GrammarState> {
    const written = Array.from(rules, ([name, rule]) => `${name} ::= ${printed(rule, this.#tokenIds)}\n`);
    const source = `${startRule} ::= ${starts.join(" | ")}\n${written.join("")}`;
    const known = this.#made.get(source);
    const grammar =
      known ?? (await this.#model.llama.createGrammar({ grammar: source, rootRuleName: startRule }));
    this.#made.delete(source);
    this.#made.set(source, grammar);
    for (const old of [...this.#made.keys()].slice(0, -mostKept)) {
      this.#made.delete(old);
    }
    return () => grammarState(this.#model, grammar);
  }
}

const startRule = "start";
const mostKept = 16;
