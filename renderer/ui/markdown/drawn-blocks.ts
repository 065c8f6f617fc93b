import { drawingCost, type DrawingCost } from "./drawing-cost.ts";
import { drawingLimits } from "./drawing-limits.ts";
import type { MarkdownBlock } from "./markdown-blocks.ts";
import type { MarkdownToken } from "./markdown-lexer.ts";

/** A block as it is drawn: with its formatting, or as its source because it would cost too much. */
export type DrawnBlock =
  | {
      readonly type: "block";
      readonly offset: number;
      readonly token: MarkdownToken;
      readonly elements: number;
    }
  | { readonly type: "source"; readonly offset: number; readonly source: string };

const nothing: DrawingCost = { elements: 0, parsing: 0, runParsing: 0 };

/**
 * Decides in order, so that a block that is drawn stays drawn while the text grows. A block that is too
 * expensive on its own does not affect the others; once the budget of the text is used up, all that follows is
 * shown as its source.
 */
export function drawnBlocks(blocks: readonly MarkdownBlock[]): readonly DrawnBlock[] {
  const drawn: DrawnBlock[] = [];
  let [elements, parsing, isFull] = [0, 0, false];
  for (const { offset, token } of blocks) {
    const cost = isFull ? nothing : drawingCost(token);
    const isTooLarge =
      token.type === "source" ||
      cost.elements > drawingLimits.blockElements ||
      cost.runParsing > drawingLimits.runParsing;
    if (!isTooLarge) {
      elements += cost.elements;
      parsing += cost.parsing;
      isFull ||= elements > drawingLimits.elements || parsing > drawingLimits.parsing;
    }
    const last = drawn.at(-1);
    const isHidden = token.type === "space" || token.type === "def";
    if (last?.type === "source" && (isHidden || isTooLarge || isFull)) {
      drawn[drawn.length - 1] = { ...last, source: last.source + token.raw };
    } else if (isTooLarge || (isFull && !isHidden)) {
      drawn.push({ type: "source", offset, source: token.raw });
    } else if (!isHidden) {
      drawn.push({ type: "block", offset, token, elements: cost.elements });
    }
  }
  return drawn;
}
