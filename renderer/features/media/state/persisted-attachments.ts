import { isMediaHash } from "../../../../shared/media/media-url.ts";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { persistedEntries, type PersistedEntries } from "../../../persisted-entries.ts";
import { attachmentOf, newId, type AttachmentItem, type AttachmentSource } from "./attachment-item.ts";

/** What is persisted of a ready item, to restore it after a reload. The host has its media. */
export interface PersistedItem extends Pick<AttachmentItem, "page" | "budget" | "isDocument"> {
  readonly attachment: Attachment;
}

export function persistAttachments(
  current: () => Readonly<Record<string, readonly AttachmentItem[]>>,
): PersistedEntries<readonly PersistedItem[]> {
  return persistedEntries({
    storageKey: "facet.attachments",
    // The entry for an hour of speech takes about 100,000 characters.
    maxCharacters: 2_000_000,
    isValue: (stored) => Array.isArray(stored) && stored.every(isPersistedItem),
    current: () =>
      Object.fromEntries(
        Object.entries(current())
          .map(([key, items]) => [key, toPersisted(items)] as const)
          .filter(([, items]) => items.length > 0),
      ),
  });
}

function toPersisted(items: readonly AttachmentItem[]): readonly PersistedItem[] {
  return items.flatMap((item) => {
    const attachment = attachmentOf(item);
    const { page, budget, isDocument } = item;
    return attachment ? [{ attachment: withoutEncoding(attachment), page, budget, isDocument }] : [];
  });
}

/** Only the text is kept, so it can't be read in another encoding after a reload. */
function withoutEncoding(attachment: Attachment): Attachment {
  if (attachment.type !== "file") return attachment;
  const { type, name, text } = attachment;
  return { type, name, text };
}

export function restored(persisted: readonly PersistedItem[]): readonly AttachmentItem[] {
  return persisted.map(({ attachment, ...rest }) => ({
    ...rest,
    id: newId(),
    encoding: null,
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

/** Another version may have written the value. The host validates the rest when the message is sent. */
function isPersistedItem(stored: unknown): stored is PersistedItem {
  const attachment = (stored as { readonly attachment?: StoredAttachment | null } | null)?.attachment;
  if (typeof attachment?.name !== "string") return false;
  const { type, text, hash, prepared } = attachment;
  if (type === "file") return typeof text === "string";
  return typeof hash === "string" && isMediaHash(hash) && Array.isArray(prepared);
}

type StoredAttachment = Readonly<Record<"type" | "name" | "text" | "hash" | "prepared", unknown>>;
