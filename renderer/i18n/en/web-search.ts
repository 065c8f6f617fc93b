/** Settings of the web search. */
export const webSearch = {
  title: "Web search",
  detail:
    "Switch Web search on for a chat in its Tools menu. The model can then search the web and read pages. What it searches for is sent to the service below, and the sites whose pages it reads see this computer’s address.",
  provider: "Search service",
  names: {
    duckduckgo: "DuckDuckGo",
    searxng: "SearXNG (your own)",
    brave: "Brave Search",
    tavily: "Tavily",
    exa: "Exa",
  },
  hints: {
    duckduckgo: "Needs no account. It limits searches by programs, so some may fail.",
    searxng:
      "A search engine that you or somebody you trust runs. Its settings have to allow the format JSON.",
    brave: "Needs an API key from Brave.",
    tavily: "Needs an API key from Tavily.",
    exa: "Needs an API key from Exa.",
  },
  address: "Address of SearXNG",
  addressHint: "It may be in your own network, such as http://192.168.1.5:8888.",
  addressWrong: "Enter an address such as http://192.168.1.5:8888, without a user name or a password.",
  key: "API key",
  keyMissing: "Searches fail until a key is saved.",
  save: "Save",
  saved: "Saved",
};
