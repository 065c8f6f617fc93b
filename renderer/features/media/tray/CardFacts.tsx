import { use } from "react";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { formatDuration, formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { attachmentTokens } from "../attachment-tokens.ts";
import { MediaHostContext } from "../media-host.ts";
import { missingCapability } from "../missing-capability.ts";
import type { AttachmentItem } from "../state/attachment-item.ts";
import styles from "./CardFacts.module.css";
import { CapabilityNote } from "./CapabilityNote.tsx";

export interface CardFactsProps {
  readonly item: AttachmentItem;
  readonly attachment: Attachment;
}

/** Tokens, image budget and duration of an attachment, and a note if the model cannot take it. */
export function CardFacts({ item, attachment }: CardFactsProps) {
  const text = useText().media;
  const language = useLanguage();
  const { capabilities } = use(MediaHostContext);
  const missing = missingCapability(attachment, capabilities);
  const { tokens, isExact } = attachmentTokens(attachment);
  const cost = formatNumber(tokens, language);
  const facts = [
    isExact ? text.tokens(cost, tokens === 1) : text.aboutTokens(cost),
    attachment.type === "media" && attachment.kind === "image" && text.budgets[item.budget ?? "auto"],
    attachment.type === "file" &&
      attachment.encoding !== undefined &&
      attachment.encoding !== "utf-8" &&
      text.encodings[attachment.encoding],
    attachment.type === "media" &&
      attachment.durationMs !== null &&
      formatDuration(attachment.durationMs, language),
  ].filter((fact) => fact !== false);
  return (
    <>
      <div className={styles.facts}>{facts.join(" · ")}</div>
      {missing !== null && <CapabilityNote missing={missing} />}
    </>
  );
}
