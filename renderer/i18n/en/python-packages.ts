/** Packages of Python for code that models write. */
export const pythonPackages = {
  title: "Run code",
  detail:
    "Switch Run code on for a chat in its Tools menu. The model can then run Python and Bash in a sandbox, without network and without access to your files. Python has its standard library. For arrays, tables and charts, you can add these packages:",
  name: "numpy, pandas and matplotlib",
  contents: (versions: string, others: number) => `${versions}, and ${others} packages that they need`,
  absent: "Not downloaded",
  partial: (size: string) => `Not completely downloaded; ${size} of it are kept`,
  asking: "Asking for the size…",
  amount: (done: string, total: string) => `${done} of ${total}`,
  waits: (reason: string) => `${reason}. The download continues by itself.`,
  present: (size: string) => `Downloaded, ${size}`,
  download: "Download",
  continue: "Continue",
  remove: "Remove",
  question: "Download numpy, pandas and matplotlib?",
  offer: (size: string, files: number, host: string) => `${size} in ${files} files from ${host}.`,
  offerDetail:
    "That site sees this computer’s address, and nothing of your chats. A file is used only if it is exactly the one that this version of Facet was made for. You can remove the packages here at any time.",
  openSettings: "Open Settings",
};
