import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { MediaCapability, VariantCapabilities } from "../../../shared/models/variant-capabilities.ts";

/** What a model lacks for an attachment. With `video-audio` missing, it still takes the video's frames. */
export type MissingSense = "sight" | "hearing" | "video-audio";

export function missingSense(
  attachment: Attachment,
  senses: VariantCapabilities | null,
): MissingSense | null {
  if (senses === null || attachment.type === "file") return null;
  const hasAudio = attachment.prepared.some(({ kind }) => kind === "audio");
  switch (attachment.kind) {
    case "image":
      return senses.sees ? null : "sight";
    case "audio":
      return senses.hears ? null : "hearing";
    case "video":
      if (!senses.sees) return "sight";
      return hasAudio && !senses.hears ? "video-audio" : null;
  }
}

/** The senses that a model lacks but needs to take all of these attachments in full. */
export function neededSenses(
  attachments: readonly Attachment[],
  senses: VariantCapabilities | null,
): readonly MediaCapability[] {
  const missing = new Set(attachments.map((attachment) => missingSense(attachment, senses)));
  const needed = Array.from(
    missing,
    (each): MediaCapability | null => each && (each === "sight" ? "sees" : "hears"),
  );
  return [...new Set(needed.filter((each) => each !== null))];
}

/** The attachment as the model takes it: a video loses its audio if the model does not take audio. */
export function forSenses(attachment: Attachment, senses: VariantCapabilities | null): Attachment {
  if (attachment.type !== "media" || missingSense(attachment, senses) !== "video-audio") return attachment;
  return { ...attachment, prepared: attachment.prepared.filter(({ kind }) => kind === "image") };
}
