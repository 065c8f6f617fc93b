import { use, useEffect, useState } from "react";
import { getText, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { showNews } from "../../../toasts.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { MediaHostContext, type MediaHost } from "../media-host.ts";
import { attachFiles } from "../state/attachments.ts";
import { droppedFiles } from "./dropped-files.ts";
import { FolderDialog, type FolderDialogProps } from "./FolderDialog.tsx";
import styles from "./DropZone.module.css";

/** Accepts files dropped anywhere on the window and pasted wherever the focus is. */
export function DropZone({ draftKey }: { readonly draftKey: string }) {
  const { media: text, servers } = useText();
  const { destination } = use(MediaHostContext);
  const [isOver, setIsOver] = useState(false);
  const [folder, setFolder] = useState<Pick<FolderDialogProps, "draftKey" | "folder" | "files"> | null>(null);

  useEffect(() => {
    const closed = new AbortController();
    const { signal } = closed;
    // dragenter on a child fires before dragleave on its parent, so enters and leaves have to be counted.
    let depth = 0;
    const leave = () => {
      depth = 0;
      setIsOver(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setIsOver(!hasOpenDialog());
    };
    const onLeave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) leave();
    };
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without this the browser would navigate to the dropped file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = hasOpenDialog() ? "none" : "copy";
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      leave();
      if (hasOpenDialog() || !event.dataTransfer) return;
      const key = draftAt(event.target) ?? draftKey;
      droppedFiles(event.dataTransfer).then(({ files, folder }) => {
        if (signal.aborted) return;
        if (folder === null) attachFiles(key, files);
        else if (files.length === 0) showNews({ text: getText().media.folder.empty(folder) });
        else setFolder({ draftKey: key, folder, files });
      }, reportUnreadable);
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Spreadsheets put copied cells on the clipboard as text and as an image; the text is what the user
      // wants.
      const hasText = event.clipboardData?.types.includes("text/plain") === true;
      if (files.length === 0 || hasText || hasOpenDialog()) return;
      event.preventDefault();
      attachFiles(draftAt(event.target) ?? draftKey, files);
    };
    window.addEventListener("dragenter", onEnter, { signal });
    window.addEventListener("dragleave", onLeave, { signal });
    window.addEventListener("dragover", onOver, { signal });
    window.addEventListener("drop", onDrop, { signal });
    window.addEventListener("paste", onPaste, { signal });
    return () => closed.abort();
  }, [draftKey]);

  if (folder) return <FolderDialog {...folder} onClose={() => setFolder(null)} />;
  if (!isOver) return null;
  return (
    <div className={styles.zone}>
      <div className={styles.card}>
        <Icon name="attach" size={24} />
        <p className={styles.title}>{text.dropTitle}</p>
        <p className={styles.detail}>
          {destination === null ? text.dropDetail : dropWords(destination, servers)}
        </p>
      </div>
    </div>
  );
}

/**
 * The draft of the message that is being edited where the files arrived, or where the focus is; null: the
 * message box.
 */
function draftAt(target: EventTarget | null): string | null {
  for (const place of [target, document.activeElement]) {
    const edit = place instanceof Element ? place.closest<HTMLElement>("[data-draft]") : null;
    if (edit?.dataset.draft !== undefined) return edit.dataset.draft;
    if (place instanceof HTMLTextAreaElement) return null;
  }
  const [only, ...others] = document.querySelectorAll<HTMLElement>("[data-draft]");
  return others.length === 0 ? (only?.dataset.draft ?? null) : null;
}

/** The folder vanished, or may not be read. */
function reportUnreadable(): void {
  const { title } = getText().errors["media-unreadable"];
  showNews({ text: title });
}

function dropWords(
  { host, isOnThisComputer }: NonNullable<MediaHost["destination"]>,
  text: MessageCatalog["servers"],
): string {
  return isOnThisComputer ? text.dropGoesToProgram : text.dropGoesTo(host);
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}

function hasOpenDialog(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
