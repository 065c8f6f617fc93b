import type { ChatFormat } from "../../../../shared/formats/chat-format.ts";
import type { OutputStart, OutputSyntax } from "../../../../shared/formats/output-syntax.ts";
import type { OutputEvent, OutputParser } from "../../../../shared/formats/output-parser.ts";
import type { Vocabulary } from "./prompt-tokenizer.ts";
import { TokenText } from "./token-text.ts";

/** How a model writes the tags that separate the parts of its output. */
export interface TagTable {
  /** Tags that are a single token. */
  readonly byToken: ReadonlyMap<number, string>;
  /** Tags that are several tokens in this vocabulary, and that its template uses. */
  readonly inText: readonly string[];
}

export function tagTable(
  vocabulary: Vocabulary,
  { tags, template }: Pick<ChatFormat, "tags" | "template">,
): TagTable {
  const byToken = new Map<number, string>();
  const inText: string[] = [];
  for (const tag of tags) {
    const [token, ...more] = vocabulary.tokenize(tag, true);
    if (token !== undefined && more.length === 0) {
      byToken.set(token, tag);
    } else if (template.includes(tag)) {
      inText.push(tag);
    }
  }
  return { byToken, inText };
}

/** How much of the text before a word boundary decides whether it is one, in UTF-16 units. */
const tailLength = 64;

/** Parses a reply token by token. */
export class OutputReader {
  readonly syntax: OutputSyntax;
  readonly #text: TokenText;
  readonly #parser: OutputParser;
  #tags: ReadonlyMap<number, string>;
  #tail = "";

  constructor(options: {
    readonly detokenize: (tokens: readonly number[], before: readonly number[]) => string;
    readonly tags: TagTable;
    readonly format: Pick<ChatFormat, keyof OutputSyntax | "newParser">;
    readonly start: OutputStart;
    readonly readsCalls?: boolean;
  }) {
    const { format, start, readsCalls = false } = options;
    this.syntax = format;
    this.#tags = options.tags.byToken;
    this.#text = new TokenText(options.detokenize);
    this.#parser = format.newParser({ tagsInText: options.tags.inText, start, readsCalls });
  }

  get isInReasoning(): boolean {
    return this.#parser.isInReasoning;
  }

  get isInReasoningText(): boolean {
    return this.#parser.isInReasoningText;
  }

  get isInCall(): boolean {
    return this.#parser.isInCall;
  }

  get isTurnOver(): boolean {
    return this.#parser.isTurnOver;
  }

  /** Whether the bytes of the last character are incomplete. */
  get isMidCharacter(): boolean {
    return this.#text.isMidCharacter;
  }

  /** The end of the text since the last tag. */
  get tail(): string {
    return this.#tail;
  }

  /** The tag that this token is; null: it is text. */
  tagOf(token: number): string | null {
    return this.#tags.get(token) ?? null;
  }

  /** The text of this token in this place, tags included. */
  textOf(token: number): string {
    return this.tagOf(token) ?? this.#text.textOf(token);
  }

  /** The text that this token would add, held-back bytes included. */
  peek(token: number): string {
    return this.#text.peek(token);
  }

  push(token: number): readonly OutputEvent[] {
    const tag = this.tagOf(token);
    if (tag === null) {
      const text = this.#text.push(token);
      this.#tail = (this.#tail + text).slice(-tailLength);
      return this.#parser.text(text);
    }
    this.#tail = "";
    return [...this.#parser.text(this.#text.end()), ...this.#parser.tag(tag)];
  }

  /** From here on, tags are text, as in the string values of JSON. */
  ignoreTags(): readonly OutputEvent[] {
    this.#tags = new Map();
    return this.#parser.ignoreTagsInText();
  }

  end(): readonly OutputEvent[] {
    return [...this.#parser.text(this.#text.end()), ...this.#parser.end()];
  }
}
