import { wholeText } from "../../../../shared/documents/document-text.ts";
import type { TextEncodingName } from "../../../../shared/text/encodings.ts";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { getText } from "../../../i18n/i18n.ts";
import { attachmentOf, type TextRange } from "./attachment-item.ts";
import { changeItems, draftKeys, itemsOf } from "./attachment-list.ts";
import { moved } from "./moved.ts";
import { restored } from "./persisted-attachments.ts";
import { addItems, indexAfter, newItem, prepareItem, removeItem } from "./prepare-item.ts";

export function attachFiles(key: string, files: readonly File[]): void {
  addItems(
    key,
    files.map((file) => newItem(file)),
    itemsOf(key).length,
  );
}

/** Drafts whose attachments come from a message that is edited. */
const openedEdits = new Set<string>();

/** Fills the draft of an edit with the attachments of its message, once. */
export function openEdit(key: string, attachments: readonly Attachment[]): void {
  if (openedEdits.has(key)) return;
  openedEdits.add(key);
  // After a reload, what was changed is there already.
  if (itemsOf(key).length > 0 || attachments.length === 0) return;
  const items = restored(
    attachments.map((attachment) => ({
      attachment,
      page: null,
      budget: attachment.type === "media" ? attachment.budget : null,
      isDocument: false,
    })),
  );
  addItems(key, items, 0, false);
}

/** Forgets the attachments of an edit that was cancelled or sent. */
export function closeEdit(key: string): void {
  openedEdits.delete(key);
  removeAll(key);
}

function removeAll(key: string): void {
  removeItems(
    key,
    itemsOf(key).map(({ id }) => id),
  );
}

/** Called after the message was sent. */
export function removeItems(key: string, ids: readonly string[]): void {
  for (const id of ids) removeItem(key, id);
}

/** Removes the attachments of all drafts but one. */
export function removeItemsExcept(keptKey: string): void {
  for (const key of draftKeys()) {
    if (key !== keptKey) removeAll(key);
  }
}

export function retryItem(key: string, id: string): void {
  prepareItem(key, id);
}

export function moveItem(key: string, id: string, toIndex: number): void {
  changeItems(key, (items) => moved(items, id, toIndex));
}

/** Prepares the item again with another budget; null: Auto. */
export function chooseBudget(key: string, id: string, budget: ImageBudget | null): void {
  changeItems(key, (items) => items.map((item) => (item.id === id ? { ...item, budget } : item)));
  prepareItem(key, id);
}

/** Reads a text again in another encoding. */
export function chooseEncoding(key: string, id: string, encoding: TextEncodingName): void {
  changeItems(key, (items) => items.map((item) => (item.id === id ? { ...item, encoding } : item)));
  prepareItem(key, id);
}

/**
 * Whether images with an Auto budget are treated as documents, for tasks that need legible small print.
 * Prepares the affected images again.
 * @public
 */
export function setLeastDetail(key: string, isDocument: boolean): void {
  const changed = itemsOf(key).filter((item) => item.budget === null && item.isDocument !== isDocument);
  const ids = new Set(changed.map(({ id }) => id));
  changeItems(key, (items) => items.map((item) => (ids.has(item.id) ? { ...item, isDocument } : item)));
  for (const item of changed) {
    const attachment = attachmentOf(item);
    const isOther = attachment?.type === "media" && attachment.kind === "image" && item.page === null;
    if (isOther || (attachment === null && item.state.type === "preparing")) prepareItem(key, item.id);
  }
}

/** Attaches only a part of a text: pages, sheets or sections that follow each other. */
export function chooseTextRange(key: string, id: string, range: TextRange): void {
  changeItems(key, (items) =>
    items.map((item) => {
      const { state } = item;
      if (item.id !== id || state.type !== "ready" || state.whole === undefined) return item;
      if (state.attachment.type !== "file") return item;
      const { parts } = state.whole;
      const isAll = range.first <= 0 && range.last >= parts.length - 1;
      const name = isAll
        ? item.name
        : getText().media.parts.name(item.name, range.first + 1, range.last + 1, parts.length);
      const text = wholeText({ parts: parts.slice(range.first, range.last + 1) });
      return { ...item, state: { ...state, range, attachment: { ...state.attachment, name, text } } };
    }),
  );
}

/** Lets the user choose pages of a document to attach as images, beside its text. */
export function offerPages(key: string, id: string): void {
  const item = itemsOf(key).find((each) => each.id === id);
  if (!(item?.source instanceof File) || item.state.type !== "ready") return;
  const { source: file, state } = item;
  const choosing = { type: "choosing", file, pageCount: state.pageCount ?? 0 } as const;
  addItems(key, [{ ...newItem(file), state: choosing }], indexAfter(key, id), false);
}
