import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { TokenCount } from "../../../shared/inference/token-count.ts";
import { samplesPerToken } from "../../../shared/media/audio-tokens.ts";
import { tokenSidePx } from "../../../shared/media/image-budget.ts";

/** An estimate for ordinary text in alphabetic scripts. */
const charactersPerToken = 4;

/**
 * How many tokens of the context window an attachment takes. Those of text depend on the model's vocabulary
 * and are estimated.
 */
export function attachmentTokens(attachment: Attachment): TokenCount {
  if (attachment.type === "file") {
    return { tokens: Math.ceil(attachment.text.length / charactersPerToken), isExact: false };
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
