import type { webSearch as english } from "../en/web-search.ts";

export const webSearch: typeof english = {
  title: "网络搜索",
  detail:
    "在对话的“工具”菜单中启用“网络搜索”后，模型可以搜索网络并读取网页。搜索词会发送给下方的服务，被读取网页的网站会看到本机的网络地址。",
  provider: "搜索服务",
  names: {
    duckduckgo: "DuckDuckGo",
    searxng: "SearXNG（自建）",
    brave: "Brave Search",
    tavily: "Tavily",
    exa: "Exa",
  },
  hints: {
    duckduckgo: "无需账号。它会限制程序的搜索次数，部分搜索可能失败。",
    searxng: "由你或你信任的人运行的搜索引擎，需要在其设置中启用 JSON 格式。",
    brave: "需要 Brave 的 API 密钥。",
    tavily: "需要 Tavily 的 API 密钥。",
    exa: "需要 Exa 的 API 密钥。",
  },
  address: "SearXNG 地址",
  addressHint: "可以位于你的内部网络，例如 http://192.168.1.5:8888。",
  addressWrong: "请输入类似 http://192.168.1.5:8888 的地址，不含用户名和密码。",
  key: "API 密钥",
  keyMissing: "保存密钥之前，搜索会失败。",
  save: "保存",
  saved: "已保存",
};
