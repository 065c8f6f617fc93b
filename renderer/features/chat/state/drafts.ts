import { create } from "zustand";
import { keptEntries } from "../../../kept-entries.ts";

/** What is written and not sent, by chat; and the changed text of messages being edited. It survives a reload. */
interface Drafts {
  readonly texts: Readonly<Record<string, string>>;
}

const kept = keptEntries({
  storageKey: "facet.drafts",
  longest: 2_500_000,
  isValue: (stored) => typeof stored === "string",
  current: (): Drafts["texts"] => useDrafts.getState().texts,
});

export const useDrafts = create<Drafts>(() => ({ texts: kept.read() }));

export function draftKey(conversationId: string | null): string {
  return conversationId ?? "new";
}

export function editKey(messageId: string): string {
  return `edit:${messageId}`;
}

export function draftOf(key: string): string {
  return useDrafts.getState().texts[key] ?? "";
}

/** An empty text is none. */
export function changeDraft(key: string, text: string): void {
  if (text === "") removeDraft(key);
  else put(key, text);
}

/** Editing begins with a text, which may also be empty. */
export function beginEdit(messageId: string, text: string): void {
  put(editKey(messageId), text);
}

export function removeDraft(key: string): void {
  useDrafts.setState(({ texts }) => ({
    texts: Object.fromEntries(Object.entries(texts).filter(([other]) => other !== key)),
  }));
  kept.changed(key);
}

/** What was sent leaves the box; what was typed after it in the meantime stays. */
export function removeSent(key: string, sent: string): void {
  const rest = draftOf(key);
  changeDraft(key, rest.startsWith(sent) ? rest.slice(sent.length) : rest);
}

function put(key: string, text: string): void {
  // The one written to last comes last, and goes last when there is no room.
  useDrafts.setState(({ texts }) => {
    const others = Object.entries(texts).filter(([other]) => other !== key);
    return { texts: Object.fromEntries([...others, [key, text]]) };
  });
  kept.changed(key);
}

export const writeDrafts = kept.write;
