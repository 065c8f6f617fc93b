import { create } from "zustand";

/** What the reading area shows. It lives in the address, so that a reload, Back and a second tab work as anywhere. */
export interface Destination {
  /** null: a chat that does not exist yet. */
  readonly conversationId: string | null;
  /** A message to scroll to, when a search led here. */
  readonly messageId: string | null;
}

const newChatPlace: Destination = { conversationId: null, messageId: null };

export const useNavigation = create<{
  readonly place: Destination;
  /** Counts every deliberate opening, of the same chat too: focus goes to the message box each time. */
  readonly visit: number;
}>(() => ({ place: readPlace(currentHash()), visit: 0 }));

export function openConversation(conversationId: string, messageId: string | null = null): void {
  go({ conversationId, messageId }, "push");
}

export function startNewChat(): void {
  go(newChatPlace, "push");
}

/** The chat on screen was given its id, or is gone: same view, so no step to go back to. */
export function replacePlace(conversationId: string | null): void {
  go({ conversationId, messageId: null }, "replace");
}

/** Follows Back, Forward and edited addresses; returns what ends it. */
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

function go(place: Destination, how: "push" | "replace"): void {
  const href = placeHref(place);
  if (href !== (currentHash() || "#/")) {
    history[how === "push" ? "pushState" : "replaceState"](null, "", href);
  }
  show(place);
}

function show(place: Destination): void {
  useNavigation.setState(({ visit }) => ({ place, visit: visit + 1 }));
}
