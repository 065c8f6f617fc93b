import type { StorageTrouble } from "../error-words.ts";

export const common = {
  appName: "Facet",
  newChat: "New chat",
  searchChats: "Search chats",
  models: "Models",
  settings: "Settings",
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  retry: "Try again",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying was not allowed. Select the text and copy it by hand.",
  dismiss: "Dismiss",
  loading: "Loading…",
  skipToMessage: "Skip to the message box",
  openSidebar: "Show sidebar",
  closeSidebar: "Hide sidebar",
  sidebar: "Sidebar",
  conversation: "Conversation",

  errorActions: {
    retry: "Try again",
    "choose-model": "Choose a model",
    "new-chat": "New chat",
    reload: "Reload",
  },

  /** A thin bar says how much of the context is used; this is what it says to a screen reader and on hover. */
  contextUse: "Context in use",
  contextUseDetail: (used: string, size: string, percent: string) =>
    `This chat fills ${percent} of what the model can keep in mind: ${used} of ${size} tokens`,

  disconnected: "Facet is not running",
  disconnectedDetail:
    "Your chats are safe on this computer. Start Facet again as you did before, and open the link it shows.",
  refused: "Facet was restarted",
  refusedDetail:
    "Open the new link it shows in the terminal. This page then goes on by itself; your chats are safe on this computer.",
  reconnected: "Facet is back",

  databaseSetAside: "Your chat history could not be read",
  databaseSetAsideDetail: (path: string) =>
    path === ""
      ? "The damaged file was kept, and a new, empty history was started."
      : `The damaged file was kept as ${path}, and a new, empty history was started.`,

  databaseMended: "Your chat history was damaged, and is mended",
  databaseMendedDetail: (path: string) => `All your chats are there. The damaged file was kept as ${path}.`,

  notSaved: "What is written now is not saved yet",
  notSavedDetail: {
    full: "The disk is full. Make some room: Facet then saves it by itself. Until then, leave Facet open; what was saved before is safe.",
    "read-only":
      "Facet may not write to its data folder. Once it may again, it saves by itself. Until then, leave Facet open; what was saved before is safe.",
    busy: "Another program holds the file with your chats, such as a backup. Once it lets go, Facet saves by itself. Until then, leave Facet open.",
    damaged:
      "The file with your chats is damaged. Nothing was deleted. Copy what you need from this page, then restart Facet: it keeps the damaged file and begins a new one.",
    newer: "Your chats were written by a newer version of Facet. Update Facet to go on.",
    other:
      "The disk does not take it. Facet goes on trying. Until then, leave Facet open; what was saved before is safe.",
  } satisfies Record<StorageTrouble, string>,

  bugTitle: "This page stopped working",
  bugDetail: "Your chats are safe on this computer. Reload to go on.",
  reload: "Reload",
};
