import { useText } from "../../../i18n/i18n.ts";
import { useItems } from "../state/attachments.ts";
import { AttachmentCard } from "./AttachmentCard.tsx";
import styles from "./AttachmentTray.module.css";
import { TrayTotal } from "./TrayTotal.tsx";
import { useReordering } from "./use-reordering.ts";

/** What goes with the message that is being written, in its order. */
export function AttachmentTray({ draftKey }: { readonly draftKey: string }) {
  const text = useText().media;
  const items = useItems(draftKey);
  const reordering = useReordering(draftKey);
  if (items.length === 0) return null;
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
      <TrayTotal items={items} />
    </section>
  );
}
