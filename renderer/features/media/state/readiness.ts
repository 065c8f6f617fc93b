import { use } from "react";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { VariantCapabilities } from "../../../../shared/models/variant-capabilities.ts";
import { MediaHostContext } from "../media-host.ts";
import { forSenses, missingSense } from "../missing-sense.ts";
import { attachmentOf, type AttachmentItem } from "./attachment-item.ts";
import { itemsOf, removeItems, useItems } from "./attachments.ts";

export type Readiness = "none" | "ready" | "preparing" | "trouble";

/** Whether a draft's attachments can be sent. */
export function useReadiness(draftKey: string): Readiness {
  const { senses } = use(MediaHostContext);
  return readinessOf(useItems(draftKey), senses);
}

export function readinessOf(items: readonly AttachmentItem[], senses: VariantCapabilities | null): Readiness {
  if (items.length === 0) return "none";
  if (items.some((item) => blocksSending(item, senses))) return "trouble";
  return items.every(({ state }) => state.type === "ready") ? "ready" : "preparing";
}

/**
 * The ready attachments as the model takes them, and a callback that removes them from the draft once sent.
 */
export function takeAttachments(draftKey: string, senses: VariantCapabilities | null) {
  const ready = itemsOf(draftKey).filter(({ state }) => state.type === "ready");
  const attachments: Attachment[] = ready
    .map(attachmentOf)
    .filter((each) => each !== null)
    .map((each) => forSenses(each, senses));
  const ids = ready.map(({ id }) => id);
  return { attachments, onSent: () => removeItems(draftKey, ids) };
}

function blocksSending(item: AttachmentItem, senses: VariantCapabilities | null): boolean {
  if (item.state.type === "failed" || item.state.type === "choosing") return true;
  const attachment = attachmentOf(item);
  const missing = attachment && missingSense(attachment, senses);
  return missing === "sight" || missing === "hearing";
}
