import { use } from "react";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { totalTokens } from "../attachment-tokens.ts";
import { MediaHostContext } from "../media-host.ts";
import { attachmentOf, type AttachmentItem } from "../state/attachment-item.ts";
import { describeTooMuch } from "./describe-too-much.ts";
import { describeTrouble } from "./describe-trouble.ts";
import styles from "./TrayTotal.module.css";

/** The total tokens of all attachments, with warnings if they exceed the context or failed. */
export function TrayTotal({ items }: { readonly items: readonly AttachmentItem[] }) {
  const catalog = useText();
  const text = catalog.media;
  const language = useLanguage();
  const { contextSizeTokens, isContextLongest } = use(MediaHostContext);
  const attachments = items.map(attachmentOf).filter((each) => each !== null);
  const { tokens } = totalTokens(attachments);
  const total = formatNumber(tokens, language);
  const isTooMuch = contextSizeTokens !== null && tokens >= contextSizeTokens;
  const troubles = items.flatMap(({ state }) =>
    state.type === "failed" ? [describeTrouble(state.failure, catalog)] : [],
  );
  return (
    <div className={styles.line} role="status">
      {attachments.length > 0 && (
        <span className={isTooMuch ? styles.tooMuch : undefined}>
          {contextSizeTokens === null
            ? text.total(total)
            : text.totalOf(total, formatNumber(contextSizeTokens, language))}
        </span>
      )}
      {isTooMuch && (
        <span className={styles.tooMuch}>
          {describeTooMuch(attachments, isContextLongest, text).join(language === "zh-CN" ? "" : " ")}
        </span>
      )}
      {troubles.length > 0 && (
        <span>{troubles.some(({ canRetry }) => canRetry) ? text.needsAttention : text.needsRemoval}</span>
      )}
    </div>
  );
}
