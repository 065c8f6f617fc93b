import type { JsonObject } from "../chat/message-part.ts";
import type { Turn, TurnStep } from "../inference/prompt-turn.ts";
import type { Expression } from "../inference/json-schema/expression.ts";
import type { ToolDeclaration } from "../inference/tool-declaration.ts";
import type { OutputParser, ParserOptions } from "./output-parser.ts";
import type { OutputStart, OutputSyntax } from "./output-syntax.ts";
import type { PromptSegment } from "./prompt-template.ts";

/** How one family of models writes conversations. Create one per loaded model. */
export interface ChatFormat extends OutputSyntax {
  /** The source of the Jinja template. */
  readonly template: string;
  /** All control tags, each of which is one token in most vocabularies. Token ids differ between files. */
  readonly tags: readonly string[];
  /** null: turns cannot contain calls and results. */
  readonly tools: ToolSyntax | null;
  /** Whether the template can declare tools, and their calls can be recognised. */
  readonly declaresTools: boolean;
  /**
   * @throws AppError `engine-failed` {detail}: the template rejects this conversation or drops a part of it,
   * or the format cannot write a step of its open turn
   */
  render(request: PromptRequest): RenderedPrompt;
  newParser(options: ParserOptions): OutputParser;
}

/** How calls and results are written within a turn. Parts of it that come from elsewhere are content. */
export interface ToolSyntax {
  /** The tags around calls and around results; text between them is never trimmed. */
  readonly blocks: readonly { readonly open: string; readonly close: string }[];
  renderCall(name: string, args: JsonObject): readonly PromptSegment[];
  renderResult(result: Extract<TurnStep, { type: "tool-result" }>): readonly PromptSegment[];
  /** The tag that opens a call. */
  readonly callTag: string;
  /** @param tools at least one */
  callRules(tools: readonly ToolDeclaration[], areParallel: boolean): CallRules;
}

/** The grammar of calls. */
export interface CallRules {
  readonly rules: ReadonlyMap<string, Expression>;
  /** The rule of one or several calls. */
  readonly calls: string;
  /** The same after the first opening tag. */
  readonly opened: string;
}

export interface PromptRequest {
  /** Blank: no system message. */
  readonly systemPrompt: string;
  /** Oldest first. Finished turns are without reasoning, which is never sent back. */
  readonly turns: readonly PromptTurn[];
  readonly thinking: boolean;
  /** Ignored by formats that cannot declare them. */
  readonly tools?: readonly ToolDeclaration[];
}

/** `steps` of the last turn are an open turn; those of earlier ones replace `text`, without reasoning. */
export type PromptTurn = Pick<Turn, "role" | "text" | "media" | "steps">;

export interface RenderedPrompt {
  /** Up to where the model's turn begins. */
  readonly beforeTurn: readonly PromptSegment[];
  /**
   * The model's turn so far; empty in most prompts. Its template segments are single tags, and everything
   * between two tags is one content segment: tokenized as a whole, as models generate it.
   */
  readonly openTurn: readonly PromptSegment[];
  readonly outputStart: OutputStart;
}
