export const settings = {
  /** Shown to other devices in place of the sections that they may not change. */
  elsewhere: "On the computer that runs Facet",
  elsewhereDetail: (sections: string) => `${sections} can only be changed there.`,
  search: "Search settings",
  sections: "Sections",
  noMatches: (query: string) => `No setting matches “${query}”.`,

  appearance: "Appearance",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  language: "Language",
  /** Each language is named in that language. */
  languages: { system: "System language", en: "English", "zh-CN": "简体中文" },

  newChats: "New chats",
  thinking: "Thinking in new chats",
  thinkingHint:
    "The model thinks before it answers: better for hard questions, slower for easy ones. Every chat has its own switch.",

  data: "Your data",
  dataDetail:
    "Chats, settings and models are stored in one folder on this computer. To back up everything, copy this folder.",
  dataFolder: "Data folder",
  copyDataFolder: "Copy data folder path",

  contexts: "Prompt cache",
  keepsContexts: "Keep the prompt cache on disk",
  keepsContextsHint:
    "Facet keeps what models have read of your chats, so that a chat continues at once after a restart. These files are as private as the chats themselves: only your user account can read them, backup programs are asked to leave them out, and they are deleted with the chat.",
  contextBudget: "Disk space for the prompt cache",
  automaticBudget: (size: string) => `Automatic (${size})`,
  contextsUse: (size: string) => `${size} in use.`,
  contextsUseOf: (size: string, limit: string) => `${size} of ${limit} in use.`,
  deleteContexts: "Delete now",
  deletedContexts: "The prompt cache is deleted",

  shortcuts: "Keyboard shortcuts",
  commands: {
    "new-chat": "New chat",
    search: "Search chats",
    settings: "Settings",
    sidebar: "Show or hide the sidebar",
    stop: "Stop the reply",
    send: "Send the message",
    "new-line": "New line",
    "rename-chat": "Rename the chat in focus",
    "delete-chat": "Delete the chat in focus",
  },

  about: "About",
  version: (version: string) => `Facet ${version}`,
  privacy:
    "Everything you write, show or say stays on this computer. Facet has no account and sends nothing anywhere.",
  webPrivacy:
    "The exceptions are Web search and MCP servers, in the chats where you switch them on: searches go to the service that you chose, pages are fetched from their sites, and a server receives what the model gives its tools.",
  license: "Free software under the MIT licence.",
  modelLicense: "Models have their own licences.",

  deleteAll: "Delete all chats",
  deleteAllTitle: "Delete all chats?",
  deleteAllDetail:
    "All chats, the recently deleted ones included, and everything attached to them are deleted from this computer, and so are the backup copies that Facet keeps of them. This cannot be undone.",
  deleteAllKept: "Models and settings stay.",
  deletedAll: "All chats are deleted",
};
