import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { MediaCapability, MediaCapabilities } from "../../../shared/media/media-capabilities.ts";

/** What a model lacks for an attachment. With `video-audio` missing, it still takes the video's frames. */
export type MissingCapability = "sight" | "hearing" | "video-audio";

export function missingCapability(
  attachment: Attachment,
  capabilities: MediaCapabilities | null,
): MissingCapability | null {
  if (capabilities === null || attachment.type === "file") return null;
  const hasAudio = attachment.prepared.some(({ kind }) => kind === "audio");
  switch (attachment.kind) {
    case "image":
      return capabilities.sees ? null : "sight";
    case "audio":
      return capabilities.hears ? null : "hearing";
    case "video":
      if (!capabilities.sees) return "sight";
      return hasAudio && !capabilities.hears ? "video-audio" : null;
  }
}

/** The capabilities that a model lacks but needs to take all of these attachments in full. */
export function neededCapabilities(
  attachments: readonly Attachment[],
  capabilities: MediaCapabilities | null,
): readonly MediaCapability[] {
  const missing = new Set(attachments.map((attachment) => missingCapability(attachment, capabilities)));
  const needed = Array.from(
    missing,
    (each): MediaCapability | null => each && (each === "sight" ? "sees" : "hears"),
  );
  return [...new Set(needed.filter((each) => each !== null))];
}

/** The attachment as the model takes it: a video loses its audio if the model does not take audio. */
export function forCapabilities(attachment: Attachment, capabilities: MediaCapabilities | null): Attachment {
  if (attachment.type !== "media" || missingCapability(attachment, capabilities) !== "video-audio")
    return attachment;
  return { ...attachment, prepared: attachment.prepared.filter(({ kind }) => kind === "image") };
}
