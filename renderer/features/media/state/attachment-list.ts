import { create } from "zustand";
import type { AttachmentItem } from "./attachment-item.ts";
import { persistAttachments, restored } from "./persisted-attachments.ts";

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

export function itemsOf(key: string): readonly AttachmentItem[] {
  return useAttachments.getState().items[key] ?? none;
}

export function useItems(key: string): readonly AttachmentItem[] {
  return useAttachments((state) => state.items[key] ?? none);
}

/** The drafts that have attachments. */
export function draftKeys(): readonly string[] {
  return Object.keys(useAttachments.getState().items);
}

/** Changes the attachments of a draft, and remembers those that are ready over a reload. */
export function changeItems(
  key: string,
  next: (items: readonly AttachmentItem[]) => readonly AttachmentItem[],
): void {
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
