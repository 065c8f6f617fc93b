import type { CallSyntax } from "./call-syntax.ts";

/** The tags that separate the parts of a model's output. */
export interface OutputSyntax {
  /** null: reasoning cannot be distinguished from the answer. */
  readonly reasoning: ReasoningSyntax | null;
  /** Tags that end a turn or begin another one: nothing after them is part of the reply. */
  readonly turnTags: readonly string[];
  /** null: calls of tools cannot be distinguished from text. */
  readonly calls: CallSyntax | null;
}

export interface ReasoningSyntax {
  readonly open: string;
  readonly close: string;
  /** Written after `open`, on a line of its own; not part of the reasoning. "": nothing is. */
  readonly name: string;
}

/** Where in a turn the output begins. */
export interface OutputStart {
  /** The template's text at the end of the prompt. Some templates open reasoning themselves. */
  readonly promptEnd: string;
  /** The part that the output continues; null: it begins a new one. */
  readonly continues: "reasoning" | "text" | null;
}
