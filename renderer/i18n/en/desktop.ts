export const desktop = {
  title: "Desktop app",
  accent: "Accent color",
  accents: { system: "System", facet: "Facet" },
  notifies: "Notifications",
  notifiesHint:
    "When a long reply or a download ends while Facet is in the background. They never show what was written.",
  spellCheck: "Check spelling",
  spellCheckHint:
    "Marks misspelled words while you type. On Windows and Linux, a dictionary is downloaded once from Google’s servers; what you write is not sent.",
  quick: "Quick question",
  quickHint: "A shortcut that opens a small window for one question from any program.",
  quickNone: "No shortcut",
  quickRecord: "Set shortcut",
  quickPress: "Press the keys…",
  quickRemove: "Remove shortcut",
  quickTaken: "Another program already uses this shortcut. Choose a different one.",
  openInFacet: "Open in Facet",
  closeQuick: "Close",
  refused: {
    link: "This link can’t be opened in Facet. Nothing was changed.",
    folder: (name: string) => `“${name}” is a folder. Open the files in it instead.`,
    unreadable: (name: string) => `“${name}” can’t be read. It may have been moved or deleted.`,
  },
};
