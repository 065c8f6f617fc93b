import type { DocumentText } from "../../../../shared/documents/document-text.ts";
import { estimateTextTokens } from "../../../../shared/inference/estimate-text-tokens.ts";

/** The share of the context that attachments may fill: the question and the answer need the rest. */
const fillableShare = 0.75;

/** The tokens that are left for one attachment beside the others. */
export function roomFor(contextSizeTokens: number, otherTokens: number): number {
  return Math.max(0, Math.floor(contextSizeTokens * fillableShare) - otherTokens);
}

/** How many parts of a text, from this one on, have room; at least one. */
export function countFitting({ parts }: DocumentText, first: number, roomTokens: number): number {
  let tokens = 0;
  let count = 0;
  for (const part of parts.slice(first)) {
    tokens += estimateTextTokens(part.text) + estimateTextTokens(part.title) + 4;
    if (tokens > roomTokens) break;
    count += 1;
  }
  return Math.max(1, count);
}
