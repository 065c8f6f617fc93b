import type { GeneratedPartType } from "../../../shared/inference/generation.ts";
import { TagScanner } from "../../../shared/formats/tag-scanner.ts";

export interface TypedText {
  readonly type: GeneratedPartType;
  readonly text: string;
}

/** How models mark reasoning, where the server has no parser for it. */
const marks = [
  { open: "<|channel>thought", close: "<channel|>" },
  { open: "<think>", close: "</think>" },
] as const;

/**
 * Separates reasoning that a server left in the content. Only at its beginning, or directly after other
 * reasoning: further on, a model that writes such a tag is writing about it.
 */
export class InlineReasoning {
  /** `start`: the text so far may still become an opening tag. */
  #state: "start" | "reasoning" | "answer" = "start";
  #held = "";
  #close = new TagScanner([]);

  push(text: string): readonly TypedText[] {
    switch (this.#state) {
      case "start":
        return this.#start(text);
      case "reasoning":
        return this.#reasoning(text);
      case "answer":
        return [{ type: "text", text }];
    }
  }

  /** What was held back, when the content has ended or reasoning came in a field of its own. */
  end(): readonly TypedText[] {
    const isReasoning = this.#state === "reasoning";
    const rest = isReasoning ? this.#close.end().join("") : this.#held;
    this.#held = "";
    return rest === "" ? [] : [{ type: isReasoning ? "reasoning" : "text", text: rest }];
  }

  #start(text: string): readonly TypedText[] {
    this.#held += text;
    const begun = this.#held.trimStart();
    const mark = marks.find(({ open }) => begun.startsWith(open));
    if (mark) {
      this.#held = "";
      this.#state = "reasoning";
      this.#close = new TagScanner([mark.close]);
      return this.#reasoning(begun.slice(mark.open.length));
    }
    if (marks.some(({ open }) => open.startsWith(begun))) return [];
    const answer = this.#held;
    this.#held = "";
    this.#state = "answer";
    return [{ type: "text", text: answer }];
  }

  #reasoning(text: string): readonly TypedText[] {
    const pieces = this.#close.push(text);
    const closed = pieces.findIndex((piece) => typeof piece !== "string");
    if (closed === -1) return pieces.map(asReasoning);
    // The scanner may hold back the end of what follows the tag.
    const after = [...pieces.slice(closed + 1), ...this.#close.end()].map(textOf).join("");
    this.#state = "start";
    return [...pieces.slice(0, closed).map(asReasoning), ...(after === "" ? [] : this.#start(after))];
  }
}

type Piece = string | { readonly tag: string };

const textOf = (piece: Piece) => (typeof piece === "string" ? piece : piece.tag);
const asReasoning = (piece: Piece): TypedText => ({ type: "reasoning", text: textOf(piece) });
