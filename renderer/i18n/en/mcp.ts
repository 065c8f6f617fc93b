/** MCP servers in Settings, and the forms with which they ask. */
export const mcp = {
  title: "MCP servers",
  detail:
    "Programs and services that give the model tools, such as files, a database or a calendar. Which of them a chat may use is chosen in its Tools menu.",
  list: "MCP servers",
  none: "No MCP server yet.",

  add: "Add server",
  addTitle: "Add an MCP server",
  paste: "Paste configuration",
  pasteTitle: "Paste a configuration",
  pasted: "Configuration",
  pasteHint:
    "The JSON with “mcpServers” from the server’s documentation, or from Claude Desktop, Cursor, LM Studio, VS Code or Jan. Nothing is started before you confirm it.",
  pastePlaceholder: '{ "mcpServers": { … } }',
  pasteButton: "Add",
  notConfiguration: "This is not a configuration of MCP servers. Paste all of the JSON, with its braces.",
  created: (names: string) => `Added: ${names}. Check what it starts, then confirm.`,
  skipped: (names: string) => `Already in the list: ${names}.`,
  problem: (name: string, problem: string) => `${name}: ${problem}`,
  problems: {
    "nothing-to-start": "It has neither a command nor a URL.",
    "bad-url": "Its URL has to begin with http:// or https://, without a user name or password.",
    "old-transport": "It uses the old SSE transport. Look for its streamable HTTP address.",
    placeholder: "It has a placeholder such as ${input:key}. Replace it with the value, then paste again.",
    malformed: "It is not written as expected. Check its command, arguments and variables.",
  },

  kind: "Connection",
  kinds: { stdio: "Program on this computer", http: "Address (streamable HTTP)" },
  name: "Name",
  nameMissing: "Enter a name.",
  command: "Command",
  commandHint:
    "Such as npx -y @modelcontextprotocol/server-memory. It runs with your rights, outside Facet’s control.",
  commandMissing: "Enter the command that starts the server.",
  cwd: "Working folder (optional)",
  cwdHint: "Empty: your home folder.",
  url: "URL",
  urlHint: "Such as https://mcp.example.com/mcp.",
  urlWrong: "Enter an address that begins with http:// or https://, without a user name or password.",
  variables: "Environment variables (optional)",
  variablesHint: "One on each line, such as API_KEY=value.",
  headers: "Headers (optional)",
  headersHint: "One on each line, such as Authorization: Bearer value. They are sent to this address only.",
  secretsWrong: (line: string) => `This line is not understood: ${line}`,
  secretsSaved: (names: string) => `Saved: ${names}. Leave this empty to keep them.`,
  secretsKept: {
    system: "Your system stores the values encrypted.",
    file: "The values are stored in a file that only you can read: this system, or browser mode, has no safer place.",
  },
  save: "Save and start",
  saving: "Saving…",

  states: {
    unconfirmed: "Not confirmed",
    off: "Off",
    idle: "Starts when it is used",
    starting: "Starting…",
  },
  ready: (tools: number) => (tools === 1 ? "1 tool" : `${tools} tools`),
  leftOut: (count: number) =>
    count === 1
      ? "1 tool was left out, because it can’t be described to a model."
      : `${count} tools were left out, because there are too many or they can’t be described to a model.`,
  about: (program: string, version: string) => `${program} · protocol ${version}`,
  runs: "Runs on this computer, with your rights:",
  sendsTo: "Sends what the model gives its tools to:",
  with: (names: string) => `With ${names}`,
  confirmQuestion:
    "This was pasted. Confirm only if you trust it: the program may read and change everything that you may.",
  confirmUrlQuestion:
    "This was pasted. Confirm only if you trust this address: it receives what the model sends to its tools.",
  confirm: "Confirm and start",
  turn: (name: string) => `${name} is on`,
  restart: (name: string) => `Restart ${name}`,
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeDetail:
    "Facet ends it and forgets its command or address, with its variables or headers. Chats are kept.",
  removeButton: "Remove",
  removed: (name: string) => `${name} was removed`,
  signIn: "Sign in",
  signOut: "Sign out",
  openSignIn: "Open the sign-in page:",
  signInHint: "Check that you know this address. After the sign-in, Facet connects by itself.",
  /** Read in the browser after the sign-in, as plain text. */
  signInDone: "The sign-in has reached Facet. You can close this page.",
  messages: "Messages",
  messagesOf: (name: string) => `Messages of ${name}`,
  messagesHint: "The last that it wrote to its standard error. It may contain anything.",
  noMessages: "It has written nothing.",
  refresh: "Refresh",

  prompts: "Insert a prompt",
  resources: "Attach a resource",
  insert: "Insert",
  resourceFailed: "The resource could not be attached. Try again.",

  asks: (server: string) => `${server} asks`,
  asksHint: (server: string) =>
    `The MCP server ${server} asks this in the middle of a call and receives what you enter. Never enter passwords, keys or card numbers here.`,
  asksSecret:
    "A field of this form looks like a secret. A server must not ask for one in this way: decline if in doubt.",
  answer: "Send",
  decline: "Decline",
  required: "Required",
  fieldWrong: {
    required: "This is required.",
    email: "Enter an e-mail address.",
    uri: "Enter a whole address, such as https://example.com.",
    date: "Enter a date.",
    number: "Enter a number within the limits.",
    length: (min: number, max: number) => `Enter ${min} to ${max} characters.`,
    choices: (min: number, max: number) => `Choose ${min} to ${max}.`,
  },
  noChoice: "None",
};
