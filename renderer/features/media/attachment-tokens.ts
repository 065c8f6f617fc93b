import type { Attachment } from "../../../shared/chat/message-part.ts";
import { samplesPerToken } from "../../../shared/media/audio-tokens.ts";
import { tokenSidePx } from "../../../shared/media/image-budget.ts";

export interface TokenCount {
  readonly tokens: number;
  /** Only the model's own vocabulary knows what a text takes. */
  readonly isExact: boolean;
}

/** Of ordinary text in languages with an alphabet. */
const charactersPerToken = 4;

/** What an attachment takes of the context. */
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
