/** The API for other programs, in Settings. */
export const localServer = {
  title: "Local server",
  detail:
    "Lets other programs on this computer use your models, through the APIs of OpenAI and Anthropic. Their requests wait while you chat.",
  switch: "Run the server",
  switchHint: "Only programs on this computer can reach it.",
  port: "Port",
  portWrong: "A port is a whole number from 1 to 65535.",
  address: "Base URL",
  copyAddress: "Copy base URL",
  failures: {
    "port-taken": (port: number) => `Another program uses port ${port}. Choose another port.`,
    "not-allowed": (port: number) => `This system does not allow port ${port}. Choose one above 1023.`,
    other: (port: number) => `The server could not be started on port ${port}. The log has the reason.`,
  },
  noKeys:
    "Without a key, any program on this computer can use the server. Add a key to decide which ones do.",

  keys: "API keys",
  keyName: "Name of the new key (optional)",
  unnamedKey: "API key",
  addKey: "Create key",
  newKey: "New key",
  newKeyOnce: "Copy it now: it is stored as a hash only and cannot be shown again.",
  copyKey: "Copy key",
  keyEnds: (hint: string, date: string) => `ends in ${hint} · created ${date}`,
  removeKey: (name: string) => `Remove the key ${name}`,
  remove: "Remove",

  fetchImages: "Fetch images by URL",
  fetchImagesHint:
    "When a program sends the address of an image instead of the image, it is fetched from the internet. Addresses on this computer and in your network are refused.",

  shareTools: "Programs may use Facet’s tools",
  shareToolsHint:
    "When a program asks for it, Facet calculates for the model, tells it the time, and reads files in the folders you have granted. Calls that would need your permission are refused.",

  origins: "Allowed origins",
  origin: "Origin of a web page",
  originHint:
    "Web pages cannot use the server unless you add their origin. * allows all pages, and then only with a key.",
  originWrong: "Enter an origin such as https://example.com, without a path.",
  removeOrigin: (origin: string) => `Remove ${origin}`,
  allow: "Allow",

  connect: "Connect a program",
  snippet: (client: string) => `Settings for ${client}`,
  copySnippet: "Copy",

  requests: "Requests",
  noRequests: "None yet. What programs ask and what the model answers is never listed.",
  request: "Request",
  model: "Model",
  state: "State",
  tokens: "Prompt + answer tokens",
  speed: "Speed",
  perSecond: (tokens: string) => `${tokens} tokens/s`,
  loading: (percent: string) => `Loading the model, ${percent}`,
  failed: (status: number) => `Refused (${status})`,
  states: {
    waiting: "Waiting",
    reading: "Reading the prompt",
    generating: "Generating",
    done: "Done",
    aborted: "Cancelled by the program",
  },
};
