/** Servers with an OpenAI-compatible API, and the models on them. */
export const servers = {
  title: "Model servers",
  detail:
    "Use models that another program or another computer runs: llama-server, vLLM, Ollama, LM Studio, an MLX server, or any other server with an OpenAI-compatible API.",
  add: "Add server",
  addTitle: "Add a server",
  added: "Servers",

  url: "Base URL",
  urlHint:
    "The address of its API, such as http://192.168.1.5:8080/v1. Usual ports: llama-server 8080, vLLM 8000, Ollama 11434, LM Studio 1234.",
  urlWrong:
    "Enter an address such as http://192.168.1.5:8080/v1, without a user name, a password or a question mark.",
  key: "API key (optional)",
  keyHint: "Only if the server requires one.",
  keyWrong: "A key has no spaces and only ASCII characters.",
  keySaved: "A key is saved. Leave this empty to keep it.",
  keyKept: {
    system: "Your system stores it encrypted.",
    file: "It is stored in a file that only you can read: this system, or browser mode, has no safer place.",
  },
  /** The address was changed to another host. */
  keyDropped: (host: string) =>
    `The saved key is for ${host} and is deleted when you connect. Enter a key if the new server requires one.`,
  removeKey: "Remove key",
  enterKey: "Enter key",
  name: "Name (optional)",
  nameHint: "Shown beside its models. Empty: the host of its address.",
  connect: "Connect",
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Remove ${name}`,
  retry: (name: string) => `Connect to ${name} again`,
  refresh: "Refresh",

  removeTitle: (name: string) => `Remove ${name}?`,
  removeDetail:
    "Facet forgets its address and its API key. Chats with its models are kept, and you can continue them with another model.",
  removeButton: "Remove",
  removed: (name: string) => `${name} was removed`,

  connecting: "Connecting…",
  /** `program` is the server's kind, such as "Ollama". */
  ready: (program: string, models: number) => `${program} · ${models === 1 ? "1 model" : `${models} models`}`,
  unknownProgram: "OpenAI-compatible server",
  loading: (program: string) => `${program} · loading its model, which can take some minutes`,
  connectedTo: (name: string, state: string) => `Connected to ${name}: ${state}`,
  noModels: "It has no models to chat with. Load or download one on the server, then refresh.",
  models: (name: string) => `Models on ${name}`,
  showModels: "Show models",
  hideModels: "Hide models",
  contextUnknown: "context length not reported",

  /** Where messages go. */
  leaves: (host: string) =>
    `Messages and attachments that you send to its models leave this computer and go to ${host}.`,
  leavesUnencrypted: (host: string) =>
    `Messages and attachments that you send to its models leave this computer and go to ${host}, without encryption (http).`,
  staysHere: "Its models run on this computer, by another program, which gets your messages and attachments.",

  /** The mark of a model in the picker. */
  on: (server: string, host: string) => (server === host ? `on ${host}` : `on ${server} (${host})`),
  onThisComputer: "on this computer, by another program",
  states: {
    connecting: "Connecting…",
    loading: "Loading its model",
    unreachable: "Can’t be reached",
    locked: "Needs an API key",
    other: "Can’t be used",
    empty: "No models",
  },
  manage: "Model servers…",
  missing: { removed: "Server removed", unlisted: "No longer on the server" },

  /** Below the message box. */
  goesTo: (host: string) => `Messages go to ${host}.`,
  goesToProgram: (host: string) => `Messages go to another program on this computer (${host}).`,
  stillLoading: (host: string) => `Messages go to ${host}, which is still loading its model.`,
  cannotReach: (host: string) => `${host} can’t be reached. Check that it is running.`,
  needsKey: (host: string) => `${host} requires a valid API key.`,
  cannotUse: (host: string) => `${host} can’t be used at the moment. Models says why.`,
  openModels: "Open Models",

  firstUse: {
    title: (host: string) => `Send messages to ${host}?`,
    what: (model: string, host: string) =>
      `${model} does not run on this computer. What you write and attach in a chat with it leaves this computer and goes to ${host}, together with what the chat already contains.`,
    trust: "Facet can’t control what happens to it there. Choose this model only if you trust the server.",
    unencrypted: "The connection is not encrypted (http), so others on the network could read it.",
    use: (model: string) => `Use ${model}`,
  },

  removedTitle: (model: string) => `The server of ${model} was removed`,
  removedDetail: "The chat is safe. Add the server again, or continue with another model.",
  unlistedTitle: (model: string, server: string) => `${server} no longer has ${model}`,
  unlistedDetail:
    "The chat is safe. Make the model available on the server and refresh, or continue with another model.",

  thinkingFixed: (server: string) => `${server} has no way to switch thinking for this model`,
  budgetFixed: (server: string) => `${server} has no way to limit how much this model thinks.`,
  contextFixed: (server: string) => `${server} decides the context length of its models.`,

  /** In a reply before its first token. */
  loadingOn: (server: string, model: string) => `${server} is loading ${model}`,

  startRemote: (host: string) => `The model runs on a server. What you write goes to ${host}.`,
  startUnknown: "The model runs on a server.",
  startProgram: (host: string) =>
    `The model runs on this computer, by another program (${host}). What you write goes there.`,
  dropGoesTo: (host: string) =>
    `Images, PDFs, audio, video and text files. They go to ${host} with your message.`,
  dropGoesToProgram:
    "Images, PDFs, audio, video and text files. They go to another program on this computer with your message.",
  privacy: (hosts: string) =>
    `What you write, show or say stays on this computer, unless you choose a model on one of your servers: then it goes there (${hosts}). Facet has no account and sends nothing anywhere else.`,
  engineIdle: (model: string) => `No model is loaded. ${model}, which you chose, runs on a server.`,
};
