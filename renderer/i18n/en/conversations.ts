export const conversations = {
  /** The accessible name of the list. */
  chats: "Chats",
  today: "Today",
  yesterday: "Yesterday",
  previous7Days: "Previous 7 days",
  empty: "Your chats appear here.",

  options: (title: string) => `Options for “${title}”`,
  rename: "Rename",
  renameLabel: "Chat title",
  export: "Export",
  delete: "Delete",
  deleted: (title: string) => `Deleted “${title}”`,
  running: "Writing a reply",
  queued: "Waiting in the queue",

  searchPlaceholder: "Search chats",
  clearSearch: "Clear search",
  results: "Search results",
  resultCount: (count: number) => (count === 1 ? "1 chat found" : `${count} chats found`),
  noResults: (query: string) => `No results for “${query}”`,
  noResultsHint: "Try fewer or different words. Titles and messages are searched.",
};
