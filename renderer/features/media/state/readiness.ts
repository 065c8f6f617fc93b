import { use } from "react";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { MediaCapabilities } from "../../../../shared/media/media-capabilities.ts";
import { totalTokens } from "../attachment-tokens.ts";
import { MediaHostContext } from "../media-host.ts";
import { forCapabilities, missingCapability } from "../missing-capability.ts";
import { attachmentOf, type AttachmentItem } from "./attachment-item.ts";
import { itemsOf, useItems } from "./attachment-list.ts";
import { removeItems } from "./attachments.ts";

export type Readiness = "none" | "ready" | "preparing" | "trouble";

/** Whether a draft's attachments can be sent. */
export function useReadiness(draftKey: string): Readiness {
  const { capabilities } = use(MediaHostContext);
  return readinessOf(useItems(draftKey), capabilities);
}

export function readinessOf(
  items: readonly AttachmentItem[],
  capabilities: MediaCapabilities | null,
): Readiness {
  if (items.length === 0) return "none";
  if (items.some((item) => blocksSending(item, capabilities))) return "trouble";
  return items.every(({ state }) => state.type === "ready") ? "ready" : "preparing";
}

/** How many tokens a draft's attachments take, about. */
export function useAttachedTokens(draftKey: string): number {
  const attachments = useItems(draftKey)
    .map(attachmentOf)
    .filter((each) => each !== null);
  return totalTokens(attachments).tokens;
}

/**
 * The ready attachments as the model takes them, and a callback that removes them from the draft once sent.
 */
export function takeAttachments(draftKey: string, capabilities: MediaCapabilities | null) {
  const ready = itemsOf(draftKey).filter(({ state }) => state.type === "ready");
  const attachments: Attachment[] = ready
    .map(attachmentOf)
    .filter((each) => each !== null)
    .map((each) => forCapabilities(each, capabilities));
  const ids = ready.map(({ id }) => id);
  return { attachments, onSent: () => removeItems(draftKey, ids) };
}

function blocksSending(item: AttachmentItem, capabilities: MediaCapabilities | null): boolean {
  if (item.state.type === "failed" || item.state.type === "choosing") return true;
  const attachment = attachmentOf(item);
  const missing = attachment && missingCapability(attachment, capabilities);
  return missing === "sight" || missing === "hearing";
}
