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
  copyFailed: "Copying was not allowed. Select the text and copy it manually.",
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
    "open-servers": "Open Models",
    "new-chat": "New chat",
    reload: "Reload",
  },

  /** The context gauge in the top bar: its accessible name, and its tooltip. */
  contextUse: "Context in use",
  contextUseDetail: (used: string, size: string, percent: string) =>
    `This chat uses ${percent} of the context: ${used} of ${size} tokens`,

  disconnected: "Facet is not running",
  disconnectedDetail:
    "Your chats are safe on this computer. Start Facet again the same way as before, and open the link it shows.",
  refused: "This browser is not signed in any more",
  refusedDetail:
    "Facet was restarted, or this device was signed out. Open the new link shown in the terminal, or sign in again. This page then reconnects automatically. Your chats are safe on the computer that runs Facet.",
  signInAgain: "Sign in again",
  reconnected: "Connected to Facet again",

  databaseSetAside: "Your chat history could not be read",
  databaseSetAsideDetail: (path: string) =>
    path === ""
      ? "The damaged file was kept, and a new, empty history was started."
      : `The damaged file was kept as ${path}, and a new, empty history was started.`,

  folderOpen: "Other users of this computer can change Facet’s files",
  folderOpenDetail: (folder: string) =>
    `They may write into ${folder}. To keep them out, run: chmod 700 ${JSON.stringify(folder)}`,
  databaseRepaired: "Your chat history was damaged and has been repaired",
  databaseRepairedDetail: (path: string) =>
    `All your chats are still there. The damaged file was kept as ${path}.`,

  notSaved: "Recent changes are not saved yet",
  notSavedDetail: {
    full: "The disk is full. Free some space, and Facet saves them automatically. Until then, keep Facet open. Everything saved before is safe.",
    "read-only":
      "Facet has no permission to write to its data folder. Once it has, it saves them automatically. Until then, keep Facet open. Everything saved before is safe.",
    busy: "Another program, such as a backup, is using the file with your chats. Once it is finished, Facet saves them automatically. Until then, keep Facet open.",
    damaged:
      "The file with your chats is damaged. Nothing was deleted. Copy what you need from this page, then restart Facet: it keeps the damaged file and starts a new one.",
    newer: "Your chats were saved by a newer version of Facet. Update Facet to continue.",
    other:
      "Writing to the disk failed. Facet keeps trying. Until then, keep Facet open. Everything saved before is safe.",
  } satisfies Record<StorageTrouble, string>,

  bugTitle: "This page stopped working",
  bugDetail: "Your chats are safe on this computer. Reload to continue.",
  reload: "Reload",

  /** The context gauge, where counts are estimates or the size of the context is not known. */
  contextUseAbout: (used: string, size: string, percent: string) =>
    `This chat uses about ${percent} of the context: about ${used} of ${size} tokens`,
  contextUseWithoutSize: (used: string) =>
    `This chat uses about ${used} tokens. The server does not report how large the context is.`,
  aboutPercent: (percent: string) => `about ${percent}`,
  aboutTokens: (count: string) => `about ${count} tokens`,
};
