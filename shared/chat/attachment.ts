import { z } from "zod";
import { longestClipSamples } from "../media/audio-tokens.ts";
import { imageBudgets, tokenSidePx } from "../media/image-budget.ts";
import { mediaLimits } from "../media/media-limits.ts";
import { isMediaHash } from "../media/media-url.ts";
import { visibleName } from "../visible-name.ts";
import { wellFormedText } from "../well-formed-text.ts";
import type { Attachment, MediaContent } from "./message-part.ts";

const hash = z.string().refine(isMediaHash, "A SHA-256 in lower-case hex");
const name = wellFormedText(mediaLimits.nameLength).overwrite((given) => visibleName(given));
const timeMs = z.number().min(0).nullable();
const sidePx = z.int().min(tokenSidePx).multipleOf(tokenSidePx);

const imagePiece = z
  .object({ kind: z.literal("image"), hash, widthPx: sidePx, heightPx: sidePx, timeMs })
  .refine(({ widthPx, heightPx }) => tokensOf(widthPx, heightPx) <= Math.max(...imageBudgets), "Too large");
const audioPiece = z.object({
  kind: z.literal("audio"),
  hash,
  sampleCount: z.int().min(1).max(longestClipSamples),
  timeMs,
});

const mediaPart = z
  .object({
    type: z.literal("media"),
    kind: z.enum(["image", "audio", "video"]),
    hash,
    mediaType: z.string().max(127),
    name,
    sizeBytes: z.int().min(1).max(mediaLimits.fileBytes),
    budget: z.literal(imageBudgets).nullable(),
    prepared: z
      .array(z.discriminatedUnion("kind", [imagePiece, audioPiece]))
      .min(1)
      .max(mediaLimits.preparedOfOne),
    widthPx: z.int().min(1).nullable(),
    heightPx: z.int().min(1).nullable(),
    durationMs: z.number().min(0).nullable(),
    thumbnailHash: hash.nullable(),
  })
  .refine(isMadeOfItsKind, "An image is prepared as one image, audio as clips");

const filePart = z.object({ type: z.literal("file"), name, text: wellFormedText(mediaLimits.textLength) });

/** An attachment as a page sends it. The services check that the bytes it refers to are stored. */
export const attachmentSchema: z.ZodType<Attachment, Attachment> = z.union([mediaPart, filePart]);

function isMadeOfItsKind({ kind, prepared }: Pick<MediaContent, "kind" | "prepared">): boolean {
  switch (kind) {
    case "image":
      return prepared.length === 1 && prepared[0]?.kind === "image";
    case "audio":
      return prepared.every((piece) => piece.kind === "audio");
    case "video":
      return true;
  }
}

function tokensOf(widthPx: number, heightPx: number): number {
  return (widthPx / tokenSidePx) * (heightPx / tokenSidePx);
}
