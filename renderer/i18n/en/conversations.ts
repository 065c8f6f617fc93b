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
  exportAs: {
    markdown: "Export as Markdown",
    html: "Export as HTML",
    json: "Export as JSON",
    pdf: "Print or export as PDF",
  },
  exported: (title: string) => `“${title}” is exported`,
  exportedDetail: "It goes to your downloads folder, or to where you choose in the dialog.",
  delete: "Delete",
  deleted: (title: string) => `Deleted “${title}”`,
  recentlyDeleted: {
    title: "Recently deleted",
    back: "Back to chats",
    explanation: (days: number) => `Chats are deleted for good ${days} days after you deleted them.`,
    empty: "No deleted chats.",
    daysLeft: (days: number) => (days === 0 ? "Last day" : days === 1 ? "1 day left" : `${days} days left`),
    restore: (title: string) => `Restore “${title}”`,
    erase: (title: string) => `Delete “${title}” for good`,
    eraseAll: "Delete all now",
    eraseTitle: (title: string) => `Delete “${title}” for good?`,
    eraseAllTitle: (count: number) =>
      count === 1 ? "Delete 1 chat for good?" : `Delete ${count} chats for good?`,
    eraseDetail:
      "Messages and attachments are removed from this computer, and so are the backup copies that Facet keeps of your chats. This cannot be undone.",
    eraseNow: "Delete for good",
  },
  running: "Writing a reply",
  queued: "Waiting in the queue",

  searchPlaceholder: "Search chats",
  clearSearch: "Clear search",
  results: "Search results",
  resultCount: (count: number) => (count === 1 ? "1 chat found" : `${count} chats found`),
  noResults: (query: string) => `No results for “${query}”`,
  noResultsHint: "Try fewer or different words. Titles and messages are searched.",
};
