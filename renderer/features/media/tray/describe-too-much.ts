import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";

/** Says that the attachments exceed the context, with one sentence of advice per attached kind. */
export function describeTooMuch(
  attachments: readonly Attachment[],
  isContextLongest: boolean,
  { tooMuch }: MessageCatalog["media"],
): readonly string[] {
  const kinds = attachments.map((each) => (each.type === "file" ? "text" : each.kind));
  return [
    tooMuch.what,
    kinds.includes("image") && tooMuch.pictures,
    (kinds.includes("audio") || kinds.includes("video")) && tooMuch.recordings,
    kinds.includes("text") && tooMuch.texts,
    !isContextLongest && tooMuch.context,
  ].filter((sentence) => sentence !== false);
}
