import { defaultNewChatOptions } from "./default-new-chat-options.ts";
import { demoModelId } from "../models/model.ts";
import type { Settings } from "./settings.ts";

/** Separate from the schema so that the page does not bundle zod. */
export const defaultSettings: Settings = {
  theme: "system",
  language: "system",
  modelId: demoModelId,
  thinking: false,
  newChatOptions: defaultNewChatOptions,
  isSidebarOpen: true,
  hubMirror: null,
  sendsTokenToMirror: false,
  modelSettings: {},
  acceptedHosts: [],
  unloadAfterMinutes: 30,
  keepsContexts: true,
  contextBudgetBytes: null,
  newChatTools: [],
  toolRules: {},
  grantedFolders: [],
  searchProvider: "duckduckgo",
  searxngAddress: null,
  accent: "system",
  quickShortcut: null,
  spellCheck: false,
  notifies: true,
  updates: "notify",
};
