import { isMediaHash } from "../../../../shared/media/media-url.ts";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { keptEntries, type KeptEntries } from "../../../kept-entries.ts";
import { attachmentOf, newId, type AttachmentItem, type AttachmentSource } from "./attachment-item.ts";

/** What is ready is stored by the host, and has all that a message needs of it: this is what a reload leaves of it. */
export interface KeptItem extends Pick<AttachmentItem, "page" | "budget" | "isDocument"> {
  readonly attachment: Attachment;
}

export function keepAttachments(
  current: () => Readonly<Record<string, readonly AttachmentItem[]>>,
): KeptEntries<readonly KeptItem[]> {
  return keptEntries({
    storageKey: "facet.attachments",
    // An hour of talk takes about 100,000.
    longest: 2_000_000,
    isValue: (stored) => Array.isArray(stored) && stored.every(isKeptItem),
    current: () =>
      Object.fromEntries(
        Object.entries(current())
          .map(([key, items]) => [key, keptOf(items)] as const)
          .filter(([, items]) => items.length > 0),
      ),
  });
}

function keptOf(items: readonly AttachmentItem[]): readonly KeptItem[] {
  return items.flatMap((item) => {
    const attachment = attachmentOf(item);
    const { page, budget, isDocument } = item;
    return attachment ? [{ attachment, page, budget, isDocument }] : [];
  });
}

export function restored(kept: readonly KeptItem[]): readonly AttachmentItem[] {
  return kept.map(({ attachment, ...rest }) => ({
    ...rest,
    id: newId(),
    name: attachment.name,
    source: sourceOf(attachment),
    state: { type: "ready", attachment },
  }));
}

function sourceOf(attachment: Attachment): AttachmentSource {
  return attachment.type === "file"
    ? new File([attachment.text], attachment.name, { type: "text/plain" })
    : { hash: attachment.hash, type: attachment.mediaType };
}

/** Another version may have written it. What is wrong with it beyond this, the host says when it is sent. */
function isKeptItem(stored: unknown): stored is KeptItem {
  const attachment = (stored as { readonly attachment?: StoredAttachment | null } | null)?.attachment;
  if (typeof attachment?.name !== "string") return false;
  const { type, text, hash, prepared } = attachment;
  if (type === "file") return typeof text === "string";
  return typeof hash === "string" && isMediaHash(hash) && Array.isArray(prepared);
}

type StoredAttachment = Readonly<Record<"type" | "name" | "text" | "hash" | "prepared", unknown>>;
