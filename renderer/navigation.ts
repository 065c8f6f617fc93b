import { create } from "zustand";
import type { MediaCapability } from "../shared/media/media-capabilities.ts";
import { decoded, pageHref, readPage, type ModelsPlace, type Page } from "./page-address.ts";

/**
 * What the main area shows. It is stored in the address, so that reload, Back and a second tab work as usual.
 */
export interface Destination {
  /** null: a new chat. On another page, the chat that the user came from. */
  readonly conversationId: string | null;
  /** A message to scroll to, when opened from a search result. */
  readonly messageId: string | null;
  readonly page: Page;
}

const chatPage: Page = { type: "chat" };
const newChatPlace: Destination = { conversationId: null, messageId: null, page: chatPage };

export const useNavigation = create<{
  readonly place: Destination;
  /** Incremented by every explicit opening, also of the same chat: focus moves to the message box. */
  readonly visit: number;
  /** The search that led here, whose words are marked; empty when there was none. */
  readonly query: string;
}>(() => ({ place: readPlace(currentHash(), currentState()), visit: 0, query: "" }));

export function openConversation(
  conversationId: string | null,
  messageId: string | null = null,
  query = "",
): void {
  go({ conversationId, messageId, page: chatPage }, "push", query);
}

export function startNewChat(): void {
  go(newChatPlace, "push");
}

/** @param section its id; null: the beginning of the page */
export function openSettings(section: string | null): void {
  openPage({ type: "settings", section });
}

/** Opens the Models page at a place; what is left out is its beginning. */
export function openModels(place: Partial<ModelsPlace> = {}): void {
  openPage({ type: "models", tab: "installed", item: null, needs: null, ...place });
}

/** Opens the list of models to download, for a model with a capability. */
export function findModel(needs: MediaCapability): void {
  openModels({ tab: "get", needs });
}

function openPage(page: Page): void {
  const { place } = useNavigation.getState();
  go({ ...place, messageId: null, page }, "push");
}

/** Returns from another page to the chat. */
export function returnToChat(): void {
  openConversation(useNavigation.getState().place.conversationId);
}

/**
 * The open chat was given its id or was deleted: replaces the history entry, since the view stays the same.
 */
export function replacePlace(conversationId: string | null): void {
  const { page } = useNavigation.getState().place;
  go({ conversationId, messageId: null, page }, "replace");
}

/** The chat on screen; null: a new one, or another page. */
export function shownChatId({ place }: { readonly place: Destination }): string | null {
  return place.page.type === "chat" ? place.conversationId : null;
}

/** Follows Back, Forward and edited addresses; returns a function that stops this. */
export function followAddress(): () => void {
  const onChange = () => show(readPlace(currentHash(), currentState()));
  window.addEventListener("popstate", onChange);
  return () => window.removeEventListener("popstate", onChange);
}

export function chatHref(conversationId: string, messageId: string | null = null): string {
  return placeHref({ conversationId, messageId, page: chatPage });
}

export function placeHref({ conversationId, messageId, page }: Destination): string {
  if (page.type !== "chat") return pageHref(page);
  if (conversationId === null) {
    return "#/";
  }
  const chat = `#/chat/${encodeURIComponent(conversationId)}`;
  return messageId === null ? chat : `${chat}/${encodeURIComponent(messageId)}`;
}

/** @param state of the history entry: on another page than the chat, the id of the chat behind it */
export function readPlace(hash: string, state: unknown = null): Destination {
  const page = readPage(hash);
  if (page !== null) {
    return { conversationId: typeof state === "string" ? state : null, messageId: null, page };
  }
  const match = /^#\/chat\/([^/]+)(?:\/([^/]+))?$/.exec(hash);
  const conversationId = match?.[1] === undefined ? null : decoded(match[1]);
  if (conversationId === null) return newChatPlace;
  const messageId = match?.[2] === undefined ? null : decoded(match[2]);
  return { conversationId, messageId, page: chatPage };
}

function currentHash(): string {
  return typeof location === "undefined" ? "" : location.hash;
}

function currentState(): unknown {
  return typeof history === "undefined" ? null : (history.state as unknown);
}

function go(place: Destination, how: "push" | "replace", query = ""): void {
  const href = placeHref(place);
  const isSameAddress = href === (currentHash() || "#/");
  if (!isSameAddress || place.page.type !== "chat") {
    const state = place.page.type === "chat" ? null : place.conversationId;
    history[how === "push" && !isSameAddress ? "pushState" : "replaceState"](state, "", href);
  }
  show(place, query);
}

function show(place: Destination, query = ""): void {
  useNavigation.setState(({ visit }) => ({ place, visit: visit + 1, query }));
}
