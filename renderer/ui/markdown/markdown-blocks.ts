import type { Links } from "marked";
import { lexBlocks, type MarkdownToken } from "./markdown-lexer.ts";
import { healLastBlock } from "./heal-markdown.ts";

export interface MarkdownBlock {
  /** Where the block begins in the text: the same for as long as it grows. */
  readonly offset: number;
  readonly token: MarkdownToken;
}

export interface MarkdownBlocks {
  readonly blocks: readonly MarkdownBlock[];
  readonly links: Links;
}

/**
 * How many blocks at the end are read again as text arrives. The last one still grows, and the one before it may yet
 * become one with it: two paragraphs a list, a list and an indented line.
 */
const unsettledBlocks = 2;

/**
 * Splits a growing text into Markdown blocks, reading only its end again each time. Blocks that did not change keep
 * their identity, so that what shows them need not look at them twice.
 */
export class MarkdownSplitter {
  #text = "";
  #result: MarkdownBlocks = { blocks: [], links: {} };

  /** `isGrowing`: more is to come, so what is half written at the end is shown as what it will be. */
  update(text: string, isGrowing: boolean): MarkdownBlocks {
    const normalized = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    const settled = isGrowing && normalized.startsWith(this.#text) ? settledBlocks(this.#result.blocks) : [];
    const from = endOf(settled);
    const lexed = lexBlocks(normalized.slice(from));
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

/** For text that will not grow. */
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
