import type { JsonObject } from "../chat/message-part.ts";

/** How a model writes calls of tools into its output. */
export interface CallSyntax {
  /** The tags around a call. */
  readonly open: string;
  readonly close: string;
  newReader(): CallReader;
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** Reads one call, without the tags around it. */
export interface CallReader {
  /** null: not known yet. Does not change once it is known. */
  readonly name: string | null;
  /** What was read, tags included. */
  readonly text: string;
  push(piece: string | { readonly tag: string }): void;
  /** The call as far as it was read; null: this is none. */
  call(): ToolCall | null;
}
