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
  command: {
    label: "Command for the terminal",
    hint: "The command facet chats, transcribes recordings, reads receipts and serves models without the window. facet --help lists its commands.",
    install: "Install command",
    remove: "Remove command",
    absent: (folder: string) => `Not installed. It is put into ${folder}.`,
    installed: (path: string) => `Installed as ${path}.`,
    byPackage: (path: string) => `Installed as ${path}, by Facet’s package.`,
    shadowed: (path: string, other: string) =>
      `Installed as ${path}, but terminals start ${other}, which they find first.`,
    addToPath: (folder: string) =>
      `Terminals do not look for programs in ${folder} yet. Add this line to ~/.profile, or to ~/.zprofile if you use zsh, and sign in again:`,
    copyLine: "Copy the line",
    obstacles: {
      taken: (path: string) =>
        `${path} is another program’s, so it was left as it is. Rename or remove it to install the command.`,
      temporary: () =>
        "macOS runs Facet from a temporary place. Move Facet into Applications and start it again to install the command.",
      unnameable: (path: string) =>
        `The folder of Facet has a name that ${path} could not contain. Move Facet to install the command.`,
    },
  },
  refused: {
    link: "This link can’t be opened in Facet. Nothing was changed.",
    folder: (name: string) => `“${name}” is a folder. Open the files in it instead.`,
    unreadable: (name: string) => `“${name}” can’t be read. It may have been moved or deleted.`,
  },
};
