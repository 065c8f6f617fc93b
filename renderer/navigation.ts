import { create } from "zustand";

/**
 * What the main area shows. It is stored in the address, so that reload, Back and a second tab work as usual.
 */
export interface Destination {
  /** null: a new chat. */
  readonly conversationId: string | null;
  /** A message to scroll to, when opened from a search result. */
  readonly messageId: string | null;
}

const newChatPlace: Destination = { conversationId: null, messageId: null };

export const useNavigation = create<{
  readonly place: Destination;
  /** Incremented by every explicit opening, also of the same chat: focus moves to the message box. */
  readonly visit: number;
  /** The search that led here, whose words are marked; empty when there was none. */
  readonly query: string;
}>(() => ({ place: readPlace(currentHash()), visit: 0, query: "" }));

export function openConversation(conversationId: string, messageId: string | null = null, query = ""): void {
  go({ conversationId, messageId }, "push", query);
}

export function startNewChat(): void {
  go(newChatPlace, "push");
}

/**
 * The open chat was given its id or was deleted: replaces the history entry, since the view stays the same.
 */
export function replacePlace(conversationId: string | null): void {
  go({ conversationId, messageId: null }, "replace");
}

/** Follows Back, Forward and edited addresses; returns a function that stops this. */
export function followAddress(): () => void {
  const onChange = () => show(readPlace(currentHash()));
  window.addEventListener("popstate", onChange);
  return () => window.removeEventListener("popstate", onChange);
}

export function placeHref({ conversationId, messageId }: Destination): string {
  if (conversationId === null) {
    return "#/";
  }
  const chat = `#/chat/${encodeURIComponent(conversationId)}`;
  return messageId === null ? chat : `${chat}/${encodeURIComponent(messageId)}`;
}

export function readPlace(hash: string): Destination {
  const match = /^#\/chat\/([^/]+)(?:\/([^/]+))?$/.exec(hash);
  if (match?.[1] === undefined) {
    return newChatPlace;
  }
  try {
    return {
      conversationId: decodeURIComponent(match[1]),
      messageId: match[2] === undefined ? null : decodeURIComponent(match[2]),
    };
  } catch {
    return newChatPlace;
  }
}

function currentHash(): string {
  return typeof location === "undefined" ? "" : location.hash;
}

function go(place: Destination, how: "push" | "replace", query = ""): void {
  const href = placeHref(place);
  if (href !== (currentHash() || "#/")) {
    history[how === "push" ? "pushState" : "replaceState"](null, "", href);
  }
  show(place, query);
}

function show(place: Destination, query = ""): void {
  useNavigation.setState(({ visit }) => ({ place, visit: visit + 1, query }));
}
