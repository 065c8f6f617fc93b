import { useState } from "react";
import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import type { AttachmentItem } from "../state/attachment-item.ts";
import { itemsOf } from "../state/attachment-list.ts";
import { choosePages } from "../state/prepare-item.ts";
import { PageChoice } from "./PageChoice.tsx";
import styles from "./PagesDialog.module.css";

export interface PagesDialogProps {
  readonly draftKey: string;
  readonly item: AttachmentItem;
  readonly file: File;
  readonly pageCount: number;
  readonly onClose: () => void;
}

/** Asks which pages of a long document to attach. */
export function PagesDialog({ draftKey, item, file, pageCount, onClose }: PagesDialogProps) {
  const text = useText();
  const words = text.media.pages;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  // The document is replaced by its pages, which frees one place.
  const most = mediaLimits.attachments - itemsOf(draftKey).length + 1;
  const pages = Array.from({ length: pageCount }, (_, at) => at + 1);
  const toggle = (page: number) => {
    const next = new Set(chosen);
    if (!next.delete(page)) next.add(page);
    setChosen(next);
  };
  const attach = () => {
    choosePages(
      draftKey,
      item.id,
      file,
      pages.filter((page) => chosen.has(page)),
    );
    onClose();
  };
  const isTooMany = chosen.size > most;
  return (
    <Dialog
      title={words.title}
      size="large"
      onClose={onClose}
      footer={
        <>
          <span className={styles.count} role="status">
            {isTooMany ? words.most(most) : words.chosen(chosen.size)}
          </span>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={chosen.size === 0 || isTooMany} onClick={attach}>
            {words.attach(chosen.size)}
          </Button>
        </>
      }
    >
      <div className={styles.top}>
        <p className={styles.scope}>{words.scope(file.name, pageCount)}</p>
        <Button size="small" onClick={() => setChosen(new Set(pages))}>
          {words.all}
        </Button>
        <Button size="small" onClick={() => setChosen(new Set())}>
          {words.none}
        </Button>
      </div>
      <ul className={styles.pages}>
        {pages.map((page) => (
          <li key={page}>
            <PageChoice
              file={file}
              pageNumber={page}
              isChosen={chosen.has(page)}
              onToggle={() => toggle(page)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
