import type { servers as english } from "../en/servers.ts";

export const servers: typeof english = {
  title: "模型服务器",
  detail:
    "使用其他程序或其他电脑上运行的模型：llama-server、vLLM、Ollama、LM Studio、MLX 服务器，以及任何提供 OpenAI 兼容 API 的服务器。",
  add: "添加服务器",
  addTitle: "添加服务器",
  added: "服务器",

  url: "Base URL（API 地址）",
  urlHint:
    "服务器的 API 地址，例如 http://192.168.1.5:8080/v1。常用端口：llama-server 8080、vLLM 8000、Ollama 11434、LM Studio 1234。",
  urlWrong: "请输入类似 http://192.168.1.5:8080/v1 的地址，不要包含用户名、密码或问号。",
  key: "API 密钥（可选）",
  keyHint: "仅在服务器要求时填写。",
  keyWrong: "密钥只能包含 ASCII 字符，不能有空格。",
  keySaved: "已保存密钥，留空则保持不变。",
  keyKept: {
    system: "密钥由系统加密保存。",
    file: "密钥保存在只有你能读取的文件中：当前系统或浏览器模式没有更安全的存储位置。",
  },
  keyDropped: (host) => `已保存的密钥属于 ${host}，连接时将被删除。如果新服务器需要密钥，请重新填写。`,
  removeKey: "删除密钥",
  enterKey: "填写密钥",
  name: "名称（可选）",
  nameHint: "显示在模型旁边。留空则使用地址中的主机名。",
  connect: "连接",
  edit: (name) => `编辑 ${name}`,
  remove: (name) => `移除 ${name}`,
  retry: (name) => `重新连接 ${name}`,
  refresh: "刷新",

  removeTitle: (name) => `移除 ${name}？`,
  removeDetail: "Facet 会删除该服务器的地址和 API 密钥。使用其模型的对话会保留，可以换用其他模型继续。",
  removeButton: "移除",
  removed: (name) => `已移除 ${name}`,

  connecting: "正在连接…",
  ready: (program, models) => `${program} · ${models} 个模型`,
  unknownProgram: "OpenAI 兼容服务器",
  loading: (program) => `${program} · 正在加载模型，可能需要几分钟`,
  connectedTo: (name, state) => `已连接到 ${name}：${state}`,
  noModels: "服务器上没有可用于对话的模型。请在服务器上加载或下载模型，然后刷新。",
  models: (name) => `${name} 上的模型`,
  showModels: "显示模型",
  hideModels: "隐藏模型",
  contextUnknown: "未提供上下文长度",

  leaves: (host) => `发送给其模型的消息和附件会离开这台电脑，传到 ${host}。`,
  leavesUnencrypted: (host) => `发送给其模型的消息和附件会离开这台电脑，传到 ${host}，且传输未加密（http）。`,
  staysHere: "其模型由这台电脑上的另一个程序运行，消息和附件会交给该程序。",

  on: (server, host) => (server === host ? `位于 ${host}` : `位于 ${server}（${host}）`),
  onThisComputer: "在这台电脑上，由另一个程序运行",
  states: {
    connecting: "正在连接…",
    loading: "正在加载模型",
    unreachable: "无法连接",
    locked: "需要 API 密钥",
    other: "无法使用",
    empty: "没有模型",
  },
  manage: "模型服务器…",
  missing: { removed: "服务器已移除", unlisted: "服务器上已没有此模型" },

  goesTo: (host) => `消息会发送到 ${host}。`,
  goesToProgram: (host) => `消息会交给这台电脑上的另一个程序（${host}）。`,
  stillLoading: (host) => `消息会发送到 ${host}，该服务器仍在加载模型。`,
  cannotReach: (host) => `无法连接 ${host}。请确认服务器正在运行。`,
  needsKey: (host) => `${host} 需要有效的 API 密钥。`,
  cannotUse: (host) => `${host} 暂时无法使用，原因见“模型”页面。`,
  openModels: "打开模型页面",

  firstUse: {
    title: (host) => `将消息发送到 ${host}？`,
    what: (model, host) =>
      `${model} 不在这台电脑上运行。使用它的对话中，你输入和添加的内容会离开这台电脑，连同对话中已有的内容一起发送到 ${host}。`,
    trust: "Facet 无法控制这些内容在服务器上的用途。请仅在信任该服务器时使用。",
    unencrypted: "连接未加密（http），同一网络中的其他人可能看到这些内容。",
    use: (model) => `使用 ${model}`,
  },

  removedTitle: (model) => `${model} 所在的服务器已移除`,
  removedDetail: "对话内容不受影响。请重新添加该服务器，或选择其他模型继续。",
  unlistedTitle: (model, server) => `${server} 上已没有 ${model}`,
  unlistedDetail: "对话内容不受影响。请在服务器上恢复该模型后刷新，或选择其他模型继续。",

  thinkingFixed: (server) => `${server} 不支持为此模型开关思考`,
  budgetFixed: (server) => `${server} 不支持限制此模型的思考长度。`,
  contextFixed: (server) => `模型的上下文长度由 ${server} 决定。`,

  loadingOn: (server, model) => `${server} 正在加载 ${model}`,

  startRemote: (host) => `模型在服务器上运行，你输入的内容会发送到 ${host}。`,
  startUnknown: "模型在服务器上运行。",
  startProgram: (host) => `模型由这台电脑上的另一个程序（${host}）运行，你输入的内容会交给它。`,
  dropGoesTo: (host) => `图片、PDF、音频、视频和文本文件。文件会随消息发送到 ${host}。`,
  dropGoesToProgram: "图片、PDF、音频、视频和文本文件。文件会随消息交给这台电脑上的另一个程序。",
  privacy: (hosts) =>
    `你输入、展示或说出的内容都只保存在这台电脑上；选择服务器上的模型时，内容会发送到该服务器（${hosts}）。Facet 没有账号，也不会向其他任何地方发送数据。`,
  engineIdle: (model) => `未加载模型。所选的 ${model} 在服务器上运行。`,
};
