import { create } from "zustand";
import { persistedEntries } from "../../../persisted-entries.ts";

/** Unsent text by chat, and the edited text of messages. Survives a reload. */
interface Drafts {
  readonly texts: Readonly<Record<string, string>>;
}

const persisted = persistedEntries({
  storageKey: "facet.drafts",
  maxCharacters: 2_500_000,
  isValue: (stored) => typeof stored === "string",
  current: (): Drafts["texts"] => useDrafts.getState().texts,
});

export const useDrafts = create<Drafts>(() => ({ texts: persisted.read() }));

export function draftKey(conversationId: string | null): string {
  return conversationId ?? "new";
}

export function editKey(messageId: string): string {
  return `edit:${messageId}`;
}

export function draftOf(key: string): string {
  return useDrafts.getState().texts[key] ?? "";
}

/** An empty text removes the draft. */
export function changeDraft(key: string, text: string): void {
  if (text === "") removeDraft(key);
  else put(key, text);
}

/** Starts an edit, whose text may also be empty. */
export function beginEdit(messageId: string, text: string): void {
  put(editKey(messageId), text);
}

export function removeDraft(key: string): void {
  useDrafts.setState(({ texts }) => ({
    texts: Object.fromEntries(Object.entries(texts).filter(([other]) => other !== key)),
  }));
  persisted.changed(key);
}

/** Removes the drafts and edits of all chats; that of a new chat stays. */
export function removeDraftsOfChats(): void {
  for (const key of Object.keys(useDrafts.getState().texts)) {
    if (key !== draftKey(null)) removeDraft(key);
  }
}

/** Removes the sent text and keeps what was typed after it in the meantime. */
export function removeSent(key: string, sent: string): void {
  const rest = draftOf(key);
  changeDraft(key, rest.startsWith(sent) ? rest.slice(sent.length) : rest);
}

function put(key: string, text: string): void {
  // The last changed draft comes last; the oldest are dropped first when there is no room.
  useDrafts.setState(({ texts }) => {
    const others = Object.entries(texts).filter(([other]) => other !== key);
    return { texts: Object.fromEntries([...others, [key, text]]) };
  });
  persisted.changed(key);
}

export const writeDrafts = persisted.write;
