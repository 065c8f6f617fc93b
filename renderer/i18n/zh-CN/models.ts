import type { models as english } from "../en/models.ts";

export const models: typeof english = {
  /** Shown to other devices. */
  sourcesElsewhere: "模型文件夹、服务器和 Hugging Face 的访问设置，只能在运行 Facet 的电脑上更改。",
  pickerLabel: (name) => `模型：${name}`,
  menuLabel: "选择模型",
  manage: "全部模型…",
  noneChosen: "选择模型",

  demo: "演示",
  demoDetail: "Facet 内置的试用模型，只会一段预设的回答，也只认得自带的示例：一张收据和一段电话按键音。",
  incomplete: "正在复制",
  unreadable: "无法读取",
  missing: "不在这台电脑上",
  loadFailed: "加载失败",
  stopped: "已停止运行",
  contextLength: (tokens) => `上下文 ${tokens}`,

  precision: (bits, code) => `${bits} 位 (${code})`,
  precisionWords: {
    rough: "文件小很多，精度明显下降",
    small: "文件较小，精度略低",
    balanced: "文件适中，精度损失很小",
    fine: "文件较大，精度几乎无损",
    full: "文件最大，保留原始精度",
  },

  loading: (name) => `正在加载 ${name}`,
  loadingShort: (percent) => `加载中 · ${percent}`,
  ready: (name) => `${name} 已就绪`,
  switchFailed: (name) => `${name} 加载失败`,

  onThisComputer: "这台电脑上的模型",
  use: "使用",
  useLabel: (name) => `使用 ${name}`,
  inUse: "使用中",
  contextWords: (tokens, words) =>
    `${tokens} 个 token，约\u00a0${words}${/\d$/.test(words) ? "\u00a0" : ""}字`,
  loaded: "已加载",
  useInChat: "使用此模型",
  inputs: ({ sees, hears }) => {
    if (sees && hears) return "文本、图片和音频";
    if (sees) return "文本和图片，不支持音频";
    return hears ? "文本和音频，不支持图片" : "仅文本";
  },
  facts: {
    size: "大小",
    precision: "精度",
    context: "上下文长度",
    input: "支持的输入",
    file: "文件",
    projector: "图片和音频组件",
    origin: "来源",
  },

  drafter: {
    heading: "草稿模型",
    fetch: "同时下载草稿模型",
    fetchOfSize: (size) => `同时下载草稿模型（${size}）`,
    hint: "由小模型先起草，再由大模型核对。回复内容不变，生成更快。",
    use: (size) => `使用草稿模型（${size}）`,
    missing: "可搭配一个小模型先起草，再由此模型核对。回复内容不变，生成更快。",
    missingOfSize: (size) => `可搭配一个 ${size} 的小模型先起草，再由此模型核对。回复内容不变，生成更快。`,
    nameOf: (model) => `${model} 的草稿模型`,
    states: {
      off: "未使用。",
      waiting: "下次加载模型时，如果可用内存足够，将一并使用。",
      leftOut: "未启用：可用内存不足，无法与模型同时加载。",
      on: "已启用。生成几次回复后会显示效果。",
      measured: (accepted, speed) => `已启用：草稿的采纳率为 ${accepted}，生成速度为原来的 ${speed} 倍。`,
      "low-acceptance": (accepted) => `已自动停用：草稿的采纳率只有 ${accepted}。之后会不时重新尝试。`,
      "slow-verification": (accepted) =>
        `已自动停用：草稿的采纳率为 ${accepted}，但在这台电脑上，核对草稿所需的时间超过了节省的时间。之后会不时重新尝试。`,
    },
  },

  tabsLabel: "模型",
  tabs: { installed: "已安装", get: "获取模型", sources: "来源" },
  closeDetails: "关闭详情",
  detailsLabel: "详细信息",
  skills: { label: "能力", sees: "图片", hears: "音频", thinks: "思考", callsTools: "工具" },
  filterLabel: "按名称筛选",
  show: "显示",
  filters: {
    all: "全部模型",
    sees: "支持图片",
    hears: "支持音频",
    thinks: "支持思考",
    callsTools: "支持工具",
  },
  sort: "排序",
  orders: { name: "按名称", smallest: "从小到大", largest: "从大到小" },
  noneShown: "没有符合条件的模型。",
  takes: ({ sees, hears }) => {
    if (sees && hears) return "支持文本、图片和音频";
    if (sees) return "支持文本和图片，不支持音频";
    return hears ? "支持文本和音频，不支持图片" : "仅支持文本";
  },
  sought: {
    sees: {
      title: "需要支持图片的模型",
      none: "这台电脑上还没有这样的模型。推荐的模型支持图片，下方标明支持图片的模型也可以使用。",
      some: "这台电脑上有以下模型可用：",
      inUse: (name) => `${name} 支持图片，正在使用。`,
    },
    hears: {
      title: "需要支持音频的模型",
      none: "这台电脑上还没有这样的模型。推荐的模型支持音频，下方标明支持音频的模型也可以使用。",
      some: "这台电脑上有以下模型可用：",
      inUse: (name) => `${name} 支持音频，正在使用。`,
    },
  },
  otherArchitecture: (name) => `不是 Gemma 4 模型（${name}）。或许可以使用，但 Facet 是为 Gemma 4 设计的。`,

  engineIdle: "未加载模型。发送消息时会加载所选的模型。",
  engineHeld: (name) => `空闲内存不足以加载 ${name}，等待你的选择。`,
  engineLoading: (name) => `正在加载 ${name}。`,
  engineReady: (name, tokens) => `${name} 已加载，上下文长度为 ${tokens}\u00a0个 token。`,
  engineFailed: (name) => `${name} 加载失败。`,

  addTitle: "模型文件夹",
  addSteps: "将任意 .gguf 文件（或指向该文件的链接）放入此文件夹，模型会自动显示在这里，无需重启 Facet。",
  folder: "模型文件夹",
  copyFolder: "复制文件夹路径",
  openFolder: "打开文件夹",

  library: {
    variants: { metal: "Metal", cuda: "CUDA", vulkan: "Vulkan", cpu: "处理器" },
    runsOn: (variant) => `使用${variant}运行。`,
    crashed: (variant) => `${variant} 在加载时崩溃，因此未使用。`,
    unusable: (variant) => `${variant} 不可用：未安装或未通过测试。`,
    retry: "再次尝试",
    retried: "下次启动 Facet 时会再次尝试。",
  },
};
