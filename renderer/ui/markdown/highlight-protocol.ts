import type { CodeLanguage } from "./code-languages.ts";

/** Messages between the page and the highlighting worker. */
export interface HighlightRequest {
  /** One per code block; its lines arrive in order. */
  readonly id: number;
  readonly language: CodeLanguage;
  readonly lines: readonly string[];
  /** No more lines follow. */
  readonly isLast: boolean;
}

/** Runs of one line as pairs: the number of characters, and the index of their kind in `tokenKinds`. */
export type LineTokens = readonly number[];

export interface HighlightAnswer {
  readonly id: number;
  readonly lines: readonly LineTokens[];
}

/** The first is plain text. The names are those of Shiki's colour variables. */
export const tokenKinds = [
  "foreground",
  "comment",
  "keyword",
  "string",
  "string-expression",
  "constant",
  "function",
  "parameter",
  "punctuation",
  "link",
  "inserted",
  "deleted",
  "changed",
] as const;
