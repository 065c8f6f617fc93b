import { use } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { CapableModels } from "../CapableModels.tsx";
import { MediaHostContext } from "../media-host.ts";
import { neededCapabilities } from "../missing-capability.ts";
import { attachmentOf } from "../state/attachment-item.ts";
import { useItems } from "../state/attachment-list.ts";
import { AttachmentCard } from "./AttachmentCard.tsx";
import styles from "./AttachmentTray.module.css";
import { TrayTotal } from "./TrayTotal.tsx";
import { useReordering } from "./use-reordering.ts";

/** The attachments of the draft, in order. */
export function AttachmentTray({ draftKey }: { readonly draftKey: string }) {
  const { media: text, demo } = useText();
  const items = useItems(draftKey);
  const { capabilities, isDemo } = use(MediaHostContext);
  const reordering = useReordering(draftKey);
  if (items.length === 0) return null;
  const attachments = items.map(attachmentOf).filter((each) => each !== null);
  const needed = neededCapabilities(attachments, capabilities);
  // The demo model takes media, but knows only what resembles its samples.
  const own = attachments.filter(({ name }) => name !== demo.receiptName && name !== demo.recordingName);
  const beyondDemo = neededCapabilities(own, { sees: false, hears: false });
  return (
    <section className={styles.tray} aria-label={text.attachments}>
      <ul className={styles.list}>
        {items.map((item, index) => (
          <AttachmentCard
            key={item.id}
            draftKey={draftKey}
            item={item}
            index={index}
            count={items.length}
            reordering={reordering}
          />
        ))}
      </ul>
      {needed.length > 0 && (
        <div className={styles.able}>
          <CapableModels needed={needed} />
        </div>
      )}
      {needed.length === 0 && isDemo && beyondDemo.length > 0 && (
        <div className={styles.able}>
          <CapableModels
            needed={beyondDemo}
            reason={beyondDemo.includes("sees") ? demo.readsOnly : demo.hearsOnly}
          />
        </div>
      )}
      <TrayTotal items={items} />
    </section>
  );
}
