import { toFailure } from "../../../../shared/ipc/result.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { visibleName } from "../../../../shared/visible-name.ts";
import { getText } from "../../../i18n/i18n.ts";
import { showNews } from "../../../toasts.ts";
import { fetchOriginal } from "../prepare/fetch-original.ts";
import type { PdfContent } from "../prepare/prepare-document.ts";
import { prepareFile } from "../prepare/prepare-file.ts";
import { newId, type AttachmentItem, type AttachmentState } from "./attachment-item.ts";
import { changeItems, itemsOf } from "./attachment-list.ts";

/** Documents with at most this many pages are attached without asking for the pages. */
const pagesWithoutChoice = 8;
const running = new Map<string, AbortController>();

/** Prepares an item, again where it was prepared before. Its state shows the progress and the outcome. */
export function prepareItem(key: string, id: string): void {
  stop(id);
  const item = itemsOf(key).find((each) => each.id === id);
  if (!item) return;
  const controller = new AbortController();
  running.set(id, controller);
  const { signal } = controller;
  const show = (state: AttachmentState) => {
    if (signal.aborted) return;
    changeItems(key, (items) => items.map((each) => (each.id === id ? { ...each, state } : each)));
  };
  show({ type: "preparing", progress: 0 });
  const onProgress = (progress: number) => show({ type: "preparing", progress });
  preparedFile(item, signal, onProgress)
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

export function removeItem(key: string, id: string): void {
  stop(id);
  changeItems(key, (items) => items.filter((item) => item.id !== id));
}

function stop(id: string): void {
  running.get(id)?.abort(new DOMException("The attachment was removed or prepared again", "AbortError"));
  running.delete(id);
}

/** Adds items to a draft, as many as it may have, and prepares them. */
export function addItems(
  key: string,
  added: readonly AttachmentItem[],
  index: number,
  isToPrepare = true,
): void {
  const room = mediaLimits.attachments - itemsOf(key).length;
  const taken = added.slice(0, Math.max(0, room));
  if (taken.length < added.length) {
    const { title, detail } = getText().media.tooMany(mediaLimits.attachments, added.length - taken.length);
    showNews({ text: title, detail });
  }
  changeItems(key, (items) => items.toSpliced(index, 0, ...taken));
  if (isToPrepare) for (const { id } of taken) prepareItem(key, id);
}

export function newItem(file: File): AttachmentItem {
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

/** Replaces a document by its chosen pages. */
export function choosePages(key: string, id: string, file: File, pageNumbers: readonly number[]): void {
  const index = itemsOf(key).findIndex((item) => item.id === id);
  if (index < 0) return;
  removeItem(key, id);
  addItems(key, pageItems(file, pageNumbers), index);
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
      addItems(
        key,
        [{ ...newItem(file), state: { type: "choosing", file, pageCount } }],
        indexAfter(key, id),
        false,
      );
  } else if (text === null) {
    choosePages(key, id, file, scans);
  } else {
    addItems(key, pageItems(file, scans), indexAfter(key, id));
  }
}

function pageItems(file: File, pageNumbers: readonly number[]): readonly AttachmentItem[] {
  return pageNumbers.map((pageNumber) => {
    const name = getText().media.pageName(visibleName(file.name), pageNumber);
    return { ...newItem(file), name, page: { pageNumber, name } };
  });
}

/** The place for what belongs beside an item. */
export function indexAfter(key: string, id: string): number {
  return itemsOf(key).findIndex((item) => item.id === id) + 1;
}

async function preparedFile(
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
