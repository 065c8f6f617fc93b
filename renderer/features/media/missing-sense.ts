import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { Sense, Senses } from "../../../shared/models/senses.ts";

/** What a model lacks for an attachment; `sound-of-film`: it takes the film without. */
export type MissingSense = "sight" | "hearing" | "sound-of-film";

export function missingSense(attachment: Attachment, senses: Senses | null): MissingSense | null {
  if (senses === null || attachment.type === "file") return null;
  const hasSound = attachment.prepared.some(({ kind }) => kind === "audio");
  switch (attachment.kind) {
    case "image":
      return senses.sees ? null : "sight";
    case "audio":
      return senses.hears ? null : "hearing";
    case "video":
      if (!senses.sees) return "sight";
      return hasSound && !senses.hears ? "sound-of-film" : null;
  }
}

/** What a model needs to be able to, to take all of these as they are. */
export function neededSenses(attachments: readonly Attachment[], senses: Senses | null): readonly Sense[] {
  const missing = new Set(attachments.map((attachment) => missingSense(attachment, senses)));
  const needed = Array.from(missing, (each): Sense | null => each && (each === "sight" ? "sees" : "hears"));
  return [...new Set(needed.filter((each) => each !== null))];
}

/** An attachment as this model takes it: a film goes without its sound to one that can't hear. */
export function forSenses(attachment: Attachment, senses: Senses | null): Attachment {
  if (attachment.type !== "media" || missingSense(attachment, senses) !== "sound-of-film") return attachment;
  return { ...attachment, prepared: attachment.prepared.filter(({ kind }) => kind === "image") };
}
