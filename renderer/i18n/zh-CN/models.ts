import type { models as english } from "../en/models.ts";

export const models: typeof english = {
  pickerLabel: (name) => `模型：${name}`,
  menuLabel: "选择模型",
  manage: "全部模型…",
  noneChosen: "选择模型",

  demo: "演示",
  demoDetail: "随 Facet 附带，供你先试用。它只会给出预先写好的回答，本身并不懂什么。",
  incomplete: "还在复制",
  unreadable: "无法读取",
  missing: "不在这台电脑上",
  loadFailed: "加载失败",
  stopped: "已停止运行",
  contextLength: (tokens) => `上下文 ${tokens}`,

  precision: (bits, code) => `${bits} 位（${code}）`,
  precisionWords: {
    rough: "文件小得多，精度明显下降",
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
    `可记住 ${tokens} 个 token，约\u00a0${words}${/\d$/.test(words) ? "\u00a0" : ""}字`,
  takes: ({ sees, hears }) => {
    if (sees && hears) return "能读文字，能看图片，能听语音";
    if (sees) return "能读文字，能看图片，听不了声音";
    return hears ? "能读文字，能听语音，看不了图片" : "只能读文字";
  },
  sought: {
    sees: {
      title: "需要一个能看图片的模型",
      none: "这台电脑上还没有。推荐的这个可以，下面标明“能看图片”的也可以。",
      some: "这台电脑上有这些可用：",
      inUse: (name) => `${name} 能看图片，正在使用。`,
    },
    hears: {
      title: "需要一个能听声音的模型",
      none: "这台电脑上还没有。推荐的这个可以，下面标明“能听语音”的也可以。",
      some: "这台电脑上有这些可用：",
      inUse: (name) => `${name} 能听声音，正在使用。`,
    },
  },
  otherArchitecture: (name) => `不是 Gemma 4 模型（${name}）。也许能用，但 Facet 并未为它做适配。`,

  engineIdle: "内存中没有模型。发送消息时会加载你选的那个。",
  engineHeld: (name) => `空闲内存放不下 ${name}，正等待你的决定。`,
  engineLoading: (name) => `正在加载 ${name}。`,
  engineReady: (name, tokens) => `${name} 已在内存中，可容纳 ${tokens} 个 token。`,
  engineFailed: (name) => `${name} 没能加载。`,

  addTitle: "添加模型",
  addSteps: "把任意 .gguf 文件（或指向它的链接）放进这个文件夹，它就会自动出现在这里，Facet 运行时也一样。",
  folder: "模型文件夹",
  copyFolder: "复制文件夹路径",
  openFolder: "打开文件夹",
};
