import type { TurnMedia } from "../../../../shared/inference/prompt-turn.ts";
import type { PromptSegment } from "../../../../shared/formats/prompt-template.ts";
import { mayContainTag, tagPattern } from "../../../../shared/formats/tag-pattern.ts";
import type { Cell } from "./cells/batch.ts";

/** The part of node-llama-cpp's `LlamaModel` that tokenizing needs. */
export interface Vocabulary<Token extends number = number> {
  tokenize(text: string, specialTokens: boolean): Token[];
  detokenize(tokens: readonly Token[], specialTokens: boolean): string;
  readonly tokens: { readonly bos: Token | null; readonly shouldPrependBosToken: boolean };
}

/** A medium in a prompt: its cells between the marker tokens of its kind. */
export interface MediumCells {
  readonly before: readonly number[];
  readonly cell: Cell;
  readonly length: number;
  readonly after: readonly number[];
}

/** @throws AppError `media-unsupported`: the model does not accept this kind */
export type MediumInPrompt = (medium: TurnMedia) => MediumCells;

/**
 * Tokenizes prompts: the template's text with special tokens, message contents without.
 *
 * llama.cpp's tokenizer can ignore "control" tokens, but not "user-defined" ones, and in Gemma 4
 * `<|channel>`, `<channel|>` and the tool tags are user-defined. Where message contents contain them, they
 * are split in two before tokenizing, at a position where their plain tokens would be split anyway: `<|`
 * `channel>`, `<channel` `|>`.
 */
export class PromptTokenizer {
  readonly #vocabulary: Vocabulary;
  readonly #mediumInPrompt: MediumInPrompt;
  /** The contents of the last prompt; a chat's next prompt repeats nearly all of them. */
  #contents: ReadonlyMap<string, readonly number[]> = new Map();
  /** Template texts; most templates have few. */
  readonly #templateTexts = new Map<string, readonly number[]>();

  constructor(vocabulary: Vocabulary, mediumInPrompt: MediumInPrompt) {
    this.#vocabulary = vocabulary;
    this.#mediumInPrompt = mediumInPrompt;
  }

  /** A whole prompt, with the token it begins with. */
  tokenize(segments: readonly PromptSegment[]): readonly Cell[] {
    const contents = new Map<string, readonly number[]>();
    const tokens = this.#tokens(segments, contents);
    this.#contents = contents;
    const { bos, shouldPrependBosToken } = this.#vocabulary.tokens;
    return bos !== null && shouldPrependBosToken && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  }

  /** What follows in the same prompt. */
  tokenizeMore(segments: readonly PromptSegment[]): readonly Cell[] {
    const contents = new Map(this.#contents);
    const tokens = this.#tokens(segments, contents);
    this.#contents = contents;
    return tokens;
  }

  #tokens(segments: readonly PromptSegment[], contents: Map<string, readonly number[]>): Cell[] {
    const tokens: Cell[] = [];
    for (const segment of segments) {
      if (segment.kind === "media") {
        const { before, cell, length, after } = this.#mediumInPrompt(segment.medium);
        append(tokens, before);
        append(tokens, new Array<Cell>(length).fill(cell));
        append(tokens, after);
      } else if (segment.kind === "template") {
        append(tokens, this.#templateTokens(segment.text));
      } else {
        const { text } = segment;
        const ofText = contents.get(text) ?? this.#contents.get(text) ?? plainTokens(this.#vocabulary, text);
        contents.set(text, ofText);
        append(tokens, ofText);
      }
    }
    return tokens;
  }

  #templateTokens(text: string): readonly number[] {
    const known = this.#templateTexts.get(text);
    if (known !== undefined) {
      return known;
    }
    const tokens = this.#vocabulary.tokenize(text, true);
    if (this.#templateTexts.size < templateTextsKept) {
      this.#templateTexts.set(text, tokens);
    }
    return tokens;
  }
}

/** Limits the cache for templates that render changing text, such as the date. */
const templateTextsKept = 256;

/** The tokens of a text, none of which is a tag. */
function plainTokens(vocabulary: Vocabulary, text: string): readonly number[] {
  const tokens = vocabulary.tokenize(text, false);
  if (!mayContainTag(text)) {
    return tokens;
  }
  const tags = new Set(
    [...new Set(tokens)]
      .map((token) => vocabulary.detokenize([token], true))
      .filter((piece) => tagPattern.test(piece)),
  );
  return tags.size === 0
    ? tokens
    : cutInside(text, tags).flatMap((piece) => [...plainTokens(vocabulary, piece)]);
}

/** Splits every tag in two. The pieces are shorter than the text, so the recursion ends. */
function cutInside(text: string, tags: ReadonlySet<string>): readonly string[] {
  let pieces = [text];
  for (const tag of tags) {
    const middle = tag.startsWith("<|") ? "<|".length : tag.length - "|>".length;
    pieces = pieces.flatMap((piece) => {
      const between = piece.split(tag);
      const last = between.length - 1;
      return between.map(
        (part, i) => (i > 0 ? tag.slice(middle) : "") + part + (i < last ? tag.slice(0, middle) : ""),
      );
    });
  }
  return pieces;
}

/** Not `push(...more)`: a long text has more tokens than a call may have arguments. */
function append(tokens: Cell[], more: readonly Cell[]): void {
  for (const token of more) {
    tokens.push(token);
  }
}
