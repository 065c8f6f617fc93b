import type { CallReader, ToolCall } from "../call-syntax.ts";
import { readArguments } from "./read-arguments.ts";

/** Reads `call:NAME{key:<|"|>text<|"|>,n:1}`. Deviations that models are known for are tolerated. */
export class GemmaCallReader implements CallReader {
  readonly #pieces: (string | { readonly tag: string })[] = [];
  #head: string | null = "";
  #name: string | null = null;

  get name(): string | null {
    return this.#name;
  }

  get text(): string {
    return this.#pieces.map((piece) => (typeof piece === "string" ? piece : piece.tag)).join("");
  }

  push(piece: string | { readonly tag: string }): void {
    this.#pieces.push(piece);
    if (this.#head === null || typeof piece !== "string") return;
    this.#head += piece;
    const { name, isComplete } = headOf(this.#head);
    if (!isComplete) return;
    this.#name = name;
    this.#head = null;
  }

  call(): ToolCall | null {
    const name = this.#name ?? (this.#head === null ? null : headOf(`${this.#head}{`).name);
    if (name === null) return null;
    return { name, arguments: readArguments(this.#withoutHead()) };
  }

  /** From the brace on. */
  #withoutHead(): readonly (string | { readonly tag: string })[] {
    const rest = [...this.#pieces];
    for (const [i, piece] of rest.entries()) {
      if (typeof piece !== "string") continue;
      const brace = piece.indexOf("{");
      if (brace >= 0) return [piece.slice(brace), ...rest.slice(i + 1)];
    }
    return [];
  }
}

/** Names have no white space and no braces. */
function headOf(text: string): { readonly name: string | null; readonly isComplete: boolean } {
  const brace = text.indexOf("{");
  if (brace < 0) return { name: null, isComplete: false };
  const name = /^\s*(?:call\s*:)?\s*([^\s{}]+)\s*$/.exec(text.slice(0, brace))?.[1] ?? null;
  return { name, isComplete: true };
}
