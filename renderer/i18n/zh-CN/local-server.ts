import type { MessageCatalog } from "../message-catalog.ts";

export const localServer: MessageCatalog["localServer"] = {
  title: "本地服务器",
  detail: "让本机上的其他程序通过 OpenAI 和 Anthropic 的 API 使用你的模型。你聊天时，它们的请求会先等待。",
  switch: "运行服务器",
  switchHint: "只有本机上的程序可以访问。",
  port: "端口",
  portWrong: "端口应为 1 到 65535 之间的整数。",
  address: "API 地址（Base URL）",
  copyAddress: "复制 API 地址",
  failures: {
    "port-taken": (port) => `端口 ${port} 已被其他程序占用，请换一个端口。`,
    "not-allowed": (port) => `系统不允许使用端口 ${port}，请选择大于 1023 的端口。`,
    other: (port) => `无法在端口 ${port} 上启动服务器，原因见日志。`,
  },
  noKeys: "没有密钥时，本机上的任何程序都能使用此服务器。创建密钥后，只有持有密钥的程序可以使用。",

  keys: "API 密钥",
  keyName: "新密钥的名称（可选）",
  unnamedKey: "API 密钥",
  addKey: "创建密钥",
  newKey: "新密钥",
  newKeyOnce: "请立即复制：密钥只以哈希形式保存，之后无法再次显示。",
  copyKey: "复制密钥",
  keyEnds: (hint, date) => `尾号 ${hint} · 创建于 ${date}`,
  removeKey: (name) => `删除密钥 ${name}`,
  remove: "删除",

  fetchImages: "按网址获取图片",
  fetchImagesHint: "程序发送图片网址而不是图片本身时，从互联网获取图片。本机和局域网中的地址会被拒绝。",

  shareTools: "程序可以使用 Facet 的工具",
  shareToolsHint:
    "程序提出要求时，Facet 会为模型计算、查询时间，并读取你已授权的文件夹中的文件。需要你批准的操作一律拒绝。",

  origins: "允许的来源",
  origin: "网页的来源",
  originHint: "网页默认不能使用此服务器，除非添加其来源。* 表示允许所有网页，但必须使用密钥。",
  originWrong: "请输入来源，例如 https://example.com，不带路径。",
  removeOrigin: (origin) => `删除 ${origin}`,
  allow: "允许",

  connect: "连接程序",
  snippet: (client) => `${client} 的设置`,
  copySnippet: "复制",

  requests: "请求",
  noRequests: "暂无请求。这里不会列出程序的提问和模型的回答。",
  request: "请求",
  model: "模型",
  state: "状态",
  tokens: "提示 + 回答 token 数",
  speed: "速度",
  perSecond: (tokens) => `${tokens} token/秒`,
  loading: (percent) => `正在加载模型，${percent}`,
  failed: (status) => `已拒绝（${status}）`,
  states: {
    waiting: "等待中",
    reading: "正在读取提示",
    generating: "正在生成",
    done: "已完成",
    aborted: "已被程序取消",
  },
};
