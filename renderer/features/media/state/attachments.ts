import { create } from "zustand";
import { wholeText } from "../../../../shared/documents/document-text.ts";
import { toFailure } from "../../../../shared/ipc/result.ts";
import type { TextEncodingName } from "../../../../shared/text/encodings.ts";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { visibleName } from "../../../../shared/visible-name.ts";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { getText } from "../../../i18n/i18n.ts";
import { showNews } from "../../../toasts.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { fetchOriginal } from "../prepare/fetch-original.ts";
import type { PdfContent } from "../prepare/prepare-document.ts";
import { prepareFile } from "../prepare/prepare-file.ts";
import {
  attachmentOf,
  newId,
  type AttachmentItem,
  type AttachmentState,
  type TextRange,
} from "./attachment-item.ts";
import { persistAttachments, restored } from "./persisted-attachments.ts";
import { moved } from "./moved.ts";

/** Unsent attachments by draft. They survive switching chats and reloading the page. */
interface Attachments {
  readonly items: Readonly<Record<string, readonly AttachmentItem[]>>;
}

const persisted = persistAttachments((): Attachments["items"] => useAttachments.getState().items);

const useAttachments = create<Attachments>(() => ({
  items: Object.fromEntries(Object.entries(persisted.read()).map(([key, items]) => [key, restored(items)])),
}));

/** A constant, so that an empty list does not cause a new render. */
const none: readonly AttachmentItem[] = [];
/** Documents with at most this many pages are attached without asking for the pages. */
const pagesWithoutChoice = 8;
const running = new Map<string, AbortController>();

export function itemsOf(key: string): readonly AttachmentItem[] {
  return useAttachments.getState().items[key] ?? none;
}

export function useItems(key: string): readonly AttachmentItem[] {
  return useAttachments((state) => state.items[key] ?? none);
}

export function attachFiles(key: string, files: readonly File[]): void {
  add(
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
  add(key, items, 0, false);
}

/** Forgets the attachments of an edit that was cancelled or sent. */
export function closeEdit(key: string): void {
  openedEdits.delete(key);
  removeItems(
    key,
    itemsOf(key).map(({ id }) => id),
  );
}

export function removeItem(key: string, id: string): void {
  stop(id);
  change(key, (items) => items.filter((item) => item.id !== id));
}

/** Called after the message was sent. */
export function removeItems(key: string, ids: readonly string[]): void {
  for (const id of ids) removeItem(key, id);
}

/** Removes the attachments of all drafts but one. */
export function removeItemsExcept(keptKey: string): void {
  for (const [key, items] of Object.entries(useAttachments.getState().items)) {
    if (key !== keptKey)
      removeItems(
        key,
        items.map(({ id }) => id),
      );
  }
}

export function retryItem(key: string, id: string): void {
  prepare(key, id);
}

export function moveItem(key: string, id: string, toIndex: number): void {
  change(key, (items) => moved(items, id, toIndex));
}

/** Prepares the item again with another budget; null: Auto. */
export function chooseBudget(key: string, id: string, budget: ImageBudget | null): void {
  change(key, (items) => items.map((item) => (item.id === id ? { ...item, budget } : item)));
  prepare(key, id);
}

/** Reads a text again in another encoding. */
export function chooseEncoding(key: string, id: string, encoding: TextEncodingName): void {
  change(key, (items) => items.map((item) => (item.id === id ? { ...item, encoding } : item)));
  prepare(key, id);
}

/**
 * Whether images with an Auto budget are treated as documents, for tasks that need legible small print.
 * Prepares the affected images again.
 * @public
 */
export function setLeastDetail(key: string, isDocument: boolean): void {
  const changed = itemsOf(key).filter((item) => item.budget === null && item.isDocument !== isDocument);
  const ids = new Set(changed.map(({ id }) => id));
  change(key, (items) => items.map((item) => (ids.has(item.id) ? { ...item, isDocument } : item)));
  for (const item of changed) {
    const attachment = attachmentOf(item);
    const isOther = attachment?.type === "media" && attachment.kind === "image" && item.page === null;
    if (isOther || (attachment === null && item.state.type === "preparing")) prepare(key, item.id);
  }
}

/** Replaces a document by its chosen pages. */
export function choosePages(key: string, id: string, file: File, pageNumbers: readonly number[]): void {
  const index = itemsOf(key).findIndex((item) => item.id === id);
  if (index < 0) return;
  removeItem(key, id);
  add(key, pageItems(file, pageNumbers), index);
}

function pageItems(file: File, pageNumbers: readonly number[]): readonly AttachmentItem[] {
  return pageNumbers.map((pageNumber) => {
    const name = getText().media.pageName(visibleName(file.name), pageNumber);
    return { ...newItem(file), name, page: { pageNumber, name } };
  });
}

function newItem(file: File): AttachmentItem {
  return {
    id: newId(),
    name: visibleName(file.name),
    source: file,
    page: null,
    budget: null,
    isDocument: false,
    encoding: null,
    state: { type: "preparing", progress: 0 },
  };
}

function add(key: string, added: readonly AttachmentItem[], index: number, isToPrepare = true): void {
  const room = mediaLimits.attachments - itemsOf(key).length;
  const taken = added.slice(0, Math.max(0, room));
  if (taken.length < added.length) {
    const { title, detail } = getText().media.tooMany(mediaLimits.attachments, added.length - taken.length);
    showNews({ text: title, detail });
  }
  change(key, (items) => items.toSpliced(index, 0, ...taken));
  if (isToPrepare) for (const { id } of taken) prepare(key, id);
}

function prepare(key: string, id: string): void {
  stop(id);
  const item = itemsOf(key).find((each) => each.id === id);
  if (!item) return;
  const controller = new AbortController();
  running.set(id, controller);
  const { signal } = controller;
  const show = (state: AttachmentState) => {
    if (signal.aborted) return;
    change(key, (items) => items.map((each) => (each.id === id ? { ...each, state } : each)));
  };
  show({ type: "preparing", progress: 0 });
  const onProgress = (progress: number) => show({ type: "preparing", progress });
  prepareItem(item, signal, onProgress)
    .then(({ file, prepared }) => {
      if (signal.aborted) return;
      if (prepared.type === "document") showDocument(key, id, file, prepared, show);
      else if (prepared.type === "text")
        show({ type: "ready", attachment: prepared.attachment, whole: prepared.whole });
      else show({ type: "ready", attachment: prepared.attachment });
    })
    .catch((thrown: unknown) =>
      show({
        type: "failed",
        failure:
          thrown instanceof DecodeError
            ? { of: "file", failure: thrown }
            : { of: "storing", failure: toFailure(thrown) },
      }),
    )
    .finally(() => {
      if (running.get(id) === controller) running.delete(id);
    });
}

/** The text of a document by default, and pages as images where they have no text. */
function showDocument(
  key: string,
  id: string,
  file: File,
  { pageCount, text, scans }: PdfContent,
  show: (state: AttachmentState) => void,
): void {
  if (text !== null) show({ type: "ready", ...text, pageCount });
  if (scans.length > pagesWithoutChoice) {
    // The user chooses among all pages.
    if (text === null) show({ type: "choosing", file, pageCount });
    else
      add(
        key,
        [{ ...newItem(file), state: { type: "choosing", file, pageCount } }],
        indexAfter(key, id),
        false,
      );
  } else if (text === null) {
    choosePages(key, id, file, scans);
  } else {
    add(key, pageItems(file, scans), indexAfter(key, id));
  }
}

/** Attaches only a part of a text: pages, sheets or sections that follow each other. */
export function chooseTextRange(key: string, id: string, range: TextRange): void {
  change(key, (items) =>
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
  add(key, [{ ...newItem(file), state: choosing }], indexAfter(key, id), false);
}

function indexAfter(key: string, id: string): number {
  return itemsOf(key).findIndex((item) => item.id === id) + 1;
}

async function prepareItem(
  item: AttachmentItem,
  signal: AbortSignal,
  onProgress: (progress: number) => void,
) {
  const { name, source, page, budget, encoding } = item;
  const file = source instanceof File ? source : await fetchOriginal(source, name, signal);
  // For a page, the stored original is an image of that page.
  const isPicture = page !== null && file !== source;
  const isDocument = item.isDocument || isPicture;
  const prepared = await prepareFile(file, isPicture ? null : page, {
    budget,
    isDocument,
    encoding,
    signal,
    onProgress,
  });
  return { file, prepared };
}

function stop(id: string): void {
  running.get(id)?.abort(new DOMException("The attachment was removed or prepared again", "AbortError"));
  running.delete(id);
}

function change(key: string, next: (items: readonly AttachmentItem[]) => readonly AttachmentItem[]): void {
  const before = itemsOf(key);
  useAttachments.setState(({ items }) => {
    const changed = next(items[key] ?? none);
    const { [key]: _, ...others } = items;
    return { items: changed.length === 0 ? others : { ...others, [key]: changed } };
  });
  if (!hasSameReadyItems(before, itemsOf(key))) persisted.changed(key);
}

/** Whether the ready items are the same. Changes of progress alone are not persisted. */
function hasSameReadyItems(before: readonly AttachmentItem[], after: readonly AttachmentItem[]): boolean {
  const [one, other] = [before, after].map((items) => items.filter(({ state }) => state.type === "ready"));
  return one?.length === other?.length && one?.every((item, at) => item === other?.[at]) === true;
}
