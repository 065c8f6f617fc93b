import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { TokenCount } from "../../../shared/inference/token-count.ts";
import { estimateTextTokens } from "../../../shared/inference/estimate-text-tokens.ts";
import { samplesPerToken } from "../../../shared/media/audio-tokens.ts";
import { tokenSidePx } from "../../../shared/media/image-budget.ts";

/**
 * How many tokens of the context window an attachment takes. Those of text depend on the model's vocabulary
 * and are estimated.
 */
export function attachmentTokens(attachment: Attachment): TokenCount {
  const known = counted.get(attachment);
  if (known) return known;
  const count = countTokens(attachment);
  counted.set(attachment, count);
  return count;
}

/** Counting a book takes a while, and every card asks for all of them. */
const counted = new WeakMap<Attachment, TokenCount>();

function countTokens(attachment: Attachment): TokenCount {
  if (attachment.type === "file") {
    return { tokens: estimateTextTokens(attachment.text), isExact: false };
  }
  const each = attachment.prepared.map((piece) =>
    piece.kind === "image"
      ? (piece.widthPx / tokenSidePx) * (piece.heightPx / tokenSidePx)
      : Math.ceil(piece.sampleCount / samplesPerToken),
  );
  return { tokens: each.reduce((sum, tokens) => sum + tokens, 0), isExact: true };
}

export function totalTokens(attachments: readonly Attachment[]): TokenCount {
  const counts = attachments.map(attachmentTokens);
  return {
    tokens: counts.reduce((sum, { tokens }) => sum + tokens, 0),
    isExact: counts.every(({ isExact }) => isExact),
  };
}
