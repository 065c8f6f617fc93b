import type { ChatFormat } from "../../../../../shared/formats/chat-format.ts";
import type { PromptSegment } from "../../../../../shared/formats/prompt-template.ts";
import type { Cell } from "../cells/batch.ts";
import type { MediumInPrompt } from "../prompt-tokenizer.ts";
import { TokenText } from "../token-text.ts";

/** A tag, the text between two tags, or a medium: what an open turn says, however it is tokenized. */
export interface TurnItem {
  readonly type: "tag" | "text" | "medium";
  /** Of a medium: the number of its cell. */
  readonly text: string;
  /** The number of tokens, or of segments, up to the end of this item; null: it ends inside one. */
  readonly end: number | null;
}

export interface TokenReading {
  readonly tagOf: (token: number) => string | null;
  readonly detokenize: (tokens: readonly number[], before: readonly number[]) => string;
}

export function itemsOfTokens(tokens: readonly Cell[], { tagOf, detokenize }: TokenReading): TurnItem[] {
  const items: TurnItem[] = [];
  const reader = new TokenText(detokenize);
  let text = "";
  const endText = (end: number) => {
    text += reader.end();
    if (text !== "") items.push({ type: "text", text, end });
    text = "";
  };
  for (const [i, token] of tokens.entries()) {
    const tag = token < 0 ? null : tagOf(token);
    if (token >= 0 && tag === null) {
      text += reader.push(token);
      continue;
    }
    endText(i);
    if (tag !== null) {
      items.push({ type: "tag", text: tag, end: i + 1 });
    } else if (tokens[i + 1] !== token) {
      items.push({ type: "medium", text: String(token), end: i + 1 });
    }
  }
  endText(tokens.length);
  return items;
}

/** @param segments of an open turn: its template segments are single tags */
export function itemsOfSegments(
  segments: readonly PromptSegment[],
  mediumInPrompt: MediumInPrompt,
  reading: TokenReading,
): TurnItem[] {
  return segments.flatMap((segment, i): TurnItem[] => {
    const end = i + 1;
    if (segment.kind !== "media") {
      return [{ type: segment.kind === "template" ? "tag" : "text", text: segment.text, end }];
    }
    const { before, cell, after } = mediumInPrompt(segment.medium);
    const items = itemsOfTokens([...before, cell, ...after], reading);
    return items.map((item, place) => ({ ...item, end: place === items.length - 1 ? end : null }));
  });
}

/**
 * What output parsers pass on of a turn: without white space around reasoning, blank lines before an answer,
 * blank reasoning and the name of its channel.
 */
export function parsedItems(
  items: readonly TurnItem[],
  { reasoning, tools }: Pick<ChatFormat, "reasoning" | "tools">,
  startsInReasoning: boolean,
): readonly TurnItem[] {
  const blocks = tools?.blocks ?? [];
  const kept: TurnItem[] = [];
  let isInReasoning = startsInReasoning;
  let isInBlock = false;
  const keepText = (item: TurnItem, text: string) => {
    const last = kept.at(-1);
    if (text.trim() !== "") kept.push({ ...item, text });
    // White space belongs to what precedes it. The name of a channel belongs to what follows it.
    else if (last !== undefined && !isInReasoning) kept[kept.length - 1] = { ...last, end: item.end };
  };
  for (const item of items) {
    if (item.type === "text" && !isInBlock) {
      const { text } = item;
      keepText(
        item,
        isInReasoning ? withoutName(text, reasoning?.name ?? "").trim() : text.replace(/^\s*\n/, ""),
      );
    } else if (item.type === "tag" && item.text === reasoning?.open) {
      // Models sometimes open a channel twice.
      if (!isInReasoning) kept.push(item);
      isInReasoning = true;
    } else if (item.type === "tag" && item.text === reasoning?.close) {
      isInReasoning = false;
      if (isOpening(kept.at(-1), reasoning.open)) kept.pop();
      else kept.push(item);
    } else {
      if (item.type === "tag" && blocks.some(({ open }) => open === item.text)) isInBlock = true;
      if (item.type === "tag" && blocks.some(({ close }) => close === item.text)) isInBlock = false;
      kept.push(item);
    }
  }
  return kept;
}

export const isOpening = (item: TurnItem | undefined, open: string | undefined) =>
  item?.type === "tag" && item.text === open;

function withoutName(text: string, name: string): string {
  return text.startsWith(name) ? text.slice(name.length) : text;
}
