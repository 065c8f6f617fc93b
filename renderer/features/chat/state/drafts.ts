import { create } from "zustand";

/** What is written and not sent, by chat; and the changed text of messages being edited. It survives a reload. */
interface Drafts {
  readonly texts: Readonly<Record<string, string>>;
}

const storageKey = "facet.drafts";
const writeAfterMs = 300;
/** Browsers keep about five million characters for a page; the most recent drafts get most of it. */
const longestStored = 4_000_000;

export const useDrafts = create<Drafts>(() => ({ texts: read() }));

/** Changed since the last write: another tab may have written the others. */
const changedKeys = new Set<string>();
let writeTimer: ReturnType<typeof setTimeout> | null = null;

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
  writeSoon(key);
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
  writeSoon(key);
}

function writeSoon(key: string): void {
  changedKeys.add(key);
  writeTimer ??= setTimeout(writeDrafts, writeAfterMs);
}

/** At once, for when the page goes away. */
export function writeDrafts(): void {
  if (writeTimer !== null) clearTimeout(writeTimer);
  writeTimer = null;
  if (changedKeys.size === 0) return;
  const { texts } = useDrafts.getState();
  const others = Object.entries(read()).filter(([key]) => !changedKeys.has(key));
  const own = Object.entries(texts).filter(([key]) => changedKeys.has(key));
  changedKeys.clear();
  try {
    localStorage.setItem(storageKey, JSON.stringify(fitting(Object.fromEntries([...others, ...own]))));
  } catch {
    // Storage is full or forbidden: drafts live as long as the page.
  }
}

/** The drafts for which there is room, the most recent before the others. */
export function fitting(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  let room = longestStored;
  const kept = Object.entries(texts)
    .reverse()
    .filter(([key, text]) => {
      const size = key.length + text.length;
      if (size > room) return false;
      room -= size;
      return true;
    });
  return Object.fromEntries(kept.reverse());
}

function read(): Readonly<Record<string, string>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
