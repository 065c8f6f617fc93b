import type { Links } from "marked";
import { lexBlocks, type MarkdownToken } from "./markdown-lexer.ts";
import { healLastBlock } from "./heal-markdown.ts";

export interface MarkdownBlock {
  /** Start of the block in the text; it stays the same while the text grows. */
  readonly offset: number;
  readonly token: MarkdownToken;
}

export interface MarkdownBlocks {
  readonly blocks: readonly MarkdownBlock[];
  readonly links: Links;
}

/**
 * Number of blocks at the end that are parsed again as text arrives. The last one still grows, and the one
 * before it may merge with it: two paragraphs into a list, or a list with an indented line.
 */
const unsettledBlocks = 2;

/**
 * Splits a growing text into Markdown blocks and parses only its end again on each update. Unchanged blocks
 * keep their identity, so that their components need not render again.
 */
export class MarkdownSplitter {
  #text = "";
  #result: MarkdownBlocks = { blocks: [], links: {} };

  /** `isGrowing`: more text is expected, so incomplete syntax at the end is completed. */
  update(text: string, isGrowing: boolean): MarkdownBlocks {
    const normalized = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    const settled = isGrowing && normalized.startsWith(this.#text) ? settledBlocks(this.#result.blocks) : [];
    const from = endOf(settled);
    const lexed = lexBlocks(normalized.slice(from), isGrowing);
    const links = mergeLinks(this.#result.links, lexed.links, settled.length > 0);
    const tokens = isGrowing ? healed(lexed.tokens) : lexed.tokens;
    const blocks = [...settled, ...reuse(this.#result.blocks, settled.length, tokens, from)];
    this.#text = normalized;
    this.#result = { blocks, links };
    return this.#result;
  }
}

function healed(tokens: readonly MarkdownToken[]): readonly MarkdownToken[] {
  const last = tokens.at(-1);
  return last ? [...tokens.slice(0, -1), ...healLastBlock(last)] : tokens;
}

/** For text that does not grow. */
export function splitMarkdown(text: string): MarkdownBlocks {
  return new MarkdownSplitter().update(text, false);
}

function settledBlocks(blocks: readonly MarkdownBlock[]): readonly MarkdownBlock[] {
  let unsettled = 0;
  let end = blocks.length;
  while (end > 0 && unsettled < unsettledBlocks) {
    end -= 1;
    if (blocks[end]?.token.type !== "space") unsettled += 1;
  }
  return blocks.slice(0, end);
}

function endOf(blocks: readonly MarkdownBlock[]): number {
  const last = blocks.at(-1);
  return last ? last.offset + last.token.raw.length : 0;
}

function reuse(
  before: readonly MarkdownBlock[],
  firstIndex: number,
  tokens: readonly MarkdownToken[],
  from: number,
): MarkdownBlock[] {
  let offset = from;
  return tokens.map((token, index) => {
    const old = before[firstIndex + index];
    const isSame = old?.offset === offset && old.token.type === token.type && old.token.raw === token.raw;
    const block = isSame ? old : { offset, token };
    offset += token.raw.length;
    return block;
  });
}

function mergeLinks(before: Links, found: Links, keepsBlocks: boolean): Links {
  const names = Object.keys(found);
  if (!keepsBlocks) {
    const isSame =
      names.length === Object.keys(before).length &&
      names.every((name) => before[name]?.href === found[name]?.href);
    return isSame ? before : found;
  }
  if (names.every((name) => before[name]?.href === found[name]?.href)) return before;
  return { ...found, ...before };
}
