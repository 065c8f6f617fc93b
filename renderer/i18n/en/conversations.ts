export const conversations = {
  /** The accessible name of the list. */
  chats: "Chats",
  today: "Today",
  yesterday: "Yesterday",
  previous7Days: "Previous 7 days",
  empty: "Your chats will be listed here.",

  options: (title: string) => `Options for “${title}”`,
  rename: "Rename",
  renameLabel: "Chat title",
  export: "Export",
  delete: "Delete",
  deleted: (title: string) => `Deleted “${title}”`,
  running: "Writing a reply",
  queued: "Waiting for its turn",

  searchPlaceholder: "Search chats",
  clearSearch: "Clear search",
  results: "Search results",
  resultCount: (count: number) => (count === 1 ? "1 chat found" : `${count} chats found`),
  noResults: (query: string) => `Nothing found for “${query}”`,
  noResultsHint: "Try fewer or other words. Titles and messages are searched.",
};
