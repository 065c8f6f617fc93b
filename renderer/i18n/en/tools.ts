/** Tools: what they are called, what they may do, and the questions about their calls. */
export const tools = {
  tools: "Tools",
  /** Described with the button. */
  countOn: (count: number) =>
    count === 0
      ? "None is on in this chat"
      : count === 1
        ? "1 is on in this chat"
        : `${count} are on in this chat`,
  decidedThere:
    "What tools may do without asking, and which folders they may use, is decided on the computer that runs Facet.",
  intro: "The model may use what is switched on here, in this chat.",
  none: "There are no tools yet.",
  /** Built-in groups by id. */
  groups: {
    calculator: { title: "Calculator", hint: "Exact arithmetic" },
    "date-time": { title: "Date and time", hint: "Today’s date, weekdays, days between dates" },
    files: { title: "Files", hint: "Read and write files in folders that you choose" },
    web: {
      title: "Web search",
      hint: "Search the web and read pages. Searches go to the service chosen in Settings.",
    },
    code: {
      title: "Run code",
      hint: "Python and Bash in a sandbox, without your files or the network. Attachments of the chat are copied in.",
    },
  } as Readonly<Record<string, { readonly title: string; readonly hint: string }>>,
  /** Built-in tools by name. */
  names: {
    calculate: "Calculate",
    current_date_time: "Date and time",
    calculate_date: "Calculate with dates",
    list_folder: "List folder",
    read_file: "Read file",
    search_files: "Search files",
    write_file: "Write file",
    web_search: "Search the web",
    read_page: "Read page",
    run_python: "Run Python",
    run_bash: "Run Bash",
  } as Readonly<Record<string, string>>,
  /** What a tool may do. */
  access: {
    computes: "Only calculates",
    reads: "Reads",
    writes: "Makes changes",
    runs: "Runs code",
    sends: "Sends data",
  },
  detailsOf: (title: string) => `Details of ${title}`,
  toolsOf: (title: string) => `Tools of ${title}`,
  inNewChats: "Also on in new chats",
  starting: "Starting",
  idle: "Its tools are listed once it has been started.",
  permission: (title: string) => `Permission for ${title}`,
  rules: {
    ask: "Ask",
    allow: "Allow",
    "allow-all": "Allow always",
  },
  askWhenNeeded: "Ask if needed",
  rulesHint:
    "Once a chat contains text that you did not write, such as a document or a web page, tools that read ask too, and “Allow” asks again. “Allow always” never asks.",
  allowedInChat: "Allowed in this chat",
  takeBack: (title: string) => `Take back the permission for ${title} in this chat`,

  folders: "Folders",
  noFolders: "No folder yet. The model can’t see any file.",
  addFolder: "Add folder",
  folderPath: "Path of a folder",
  folderPlaceholder: "For example /home/me/notes",
  mayWrite: (path: string) => `May change files in ${path}`,
  mayWriteShort: "May change files",
  removeFolder: (path: string) => `Remove ${path}`,

  /** In a call that waits for the user. */
  asks: {
    computes: "Allow this call?",
    reads: "The model wants to read this. Allow it?",
    writes: "The model wants to change something. Allow it?",
    runs: "The model wants to run this. Allow it?",
    sends: "The model wants to send this to another computer. Allow it?",
  },
  asksUntrusted:
    "This chat contains text that you did not write, such as a document or a web page. It may try to misuse tools, so check what this call does.",
  allowOnce: "Allow once",
  allowInChat: "Allow in this chat",
  allowAlways: "Always allow",
  deny: "Deny",
  denyWords: "If you deny: tell the model why",
  denyPlaceholder: "Optional",
  /** Announced to screen readers. */
  approvalNeeded: (name: string) => `${name} needs your approval.`,
  interruptedHint:
    "The reply ended while this was running. It may have had an effect. Facet does not run it again.",
  notRunHint: "The reply ended before this was decided. Nothing was run.",
  toldModel: "What the model was told",
  files: "Files",
  downloadFile: (name: string) => `Download ${name}`,
};
