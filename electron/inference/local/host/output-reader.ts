import { OutputParser, type OutputEvent } from "../../../../shared/formats/gemma4/output-parser.ts";
import { gemmaTags } from "../../../../shared/formats/gemma4/tags.ts";
import type { Vocabulary } from "./prompt-tokenizer.ts";
import { TokenText } from "./token-text.ts";

/** How a model writes the tags that separate the parts of its output. */
export interface TagTable {
  /** Tags that are a single token. */
  readonly byToken: ReadonlyMap<number, string>;
  /** Tags that are several tokens in this vocabulary, and that its template uses. */
  readonly inText: readonly string[];
}

export function tagTable(vocabulary: Vocabulary, template: string): TagTable {
  const byToken = new Map<number, string>();
  const inText: string[] = [];
  for (const tag of gemmaTags) {
    const [token, ...more] = vocabulary.tokenize(tag, true);
    if (token !== undefined && more.length === 0) {
      byToken.set(token, tag);
    } else if (template.includes(tag)) {
      inText.push(tag);
    }
  }
  return { byToken, inText };
}

/** For answers that contain no tags. */
export const noTags: TagTable = { byToken: new Map(), inText: [] };

/** Parses a reply token by token. */
export class OutputReader {
  readonly #tags: TagTable;
  readonly #text: TokenText;
  readonly #parser: OutputParser;

  constructor(options: {
    readonly detokenize: (tokens: readonly number[], before: readonly number[]) => string;
    readonly tags: TagTable;
    readonly promptEnd: string;
  }) {
    this.#tags = options.tags;
    this.#text = new TokenText(options.detokenize);
    this.#parser = new OutputParser({ tagsInText: options.tags.inText, promptEnd: options.promptEnd });
  }

  get isInThought(): boolean {
    return this.#parser.isInThought;
  }

  get isTurnOver(): boolean {
    return this.#parser.isTurnOver;
  }

  push(token: number): readonly OutputEvent[] {
    const tag = this.#tags.byToken.get(token);
    return tag === undefined
      ? this.#parser.text(this.#text.push(token))
      : [...this.#parser.text(this.#text.end()), ...this.#parser.tag(tag)];
  }

  end(): readonly OutputEvent[] {
    return [...this.#parser.text(this.#text.end()), ...this.#parser.end()];
  }
}
