import { fact, type ErrorCatalog } from "../error-words.ts";

export const errors: ErrorCatalog = {
  "invalid-request": {
    title: "这一步没能完成",
    detail: () => "页面状态不一致，没有改动任何内容。请重新加载后再试。",
    action: "reload",
  },
  "not-found": {
    title: "内容已经不在了",
    detail: () => "可能已被删除，比如在另一个窗口里。",
    action: "new-chat",
  },
  "model-missing": {
    title: "这台电脑上已经没有这个模型",
    detail: (data) =>
      `${fact(data, "name", "模型文件")}被移走或删除了。对话都还在：把文件放回原处，或换一个模型继续。`,
    action: "choose-model",
  },
  "model-unreadable": {
    title: "这个模型文件无法使用",
    detail: (data) =>
      `${fact(data, "fileName", "文件")}已损坏，或不是 Facet 能读取的模型。请重新复制或下载，或换一个模型。`,
    action: "choose-model",
  },
  "model-incomplete": {
    title: "模型文件还不完整",
    detail: (data) => `${fact(data, "fileName", "文件")}还在复制，或复制中断了。请等它完成，或先换一个模型。`,
    action: "choose-model",
  },
  "model-load-failed": {
    title: "模型加载失败",
    detail: () => "多半是可用内存不够。关掉一些程序或换个小一点的模型再试，对话不会丢。",
    action: "retry",
  },
  "no-model": {
    title: "还没有选择模型",
    detail: () => "选好模型就能发送了。",
    action: "choose-model",
  },
  "message-too-long": {
    title: "内容太长，模型一次读不下",
    detail: () => "可以缩短消息、调大这个对话的上下文长度，或新开一个对话。你写的文字还在。",
    action: null,
  },
  "engine-crashed": {
    title: "模型中途停止了运行",
    detail: () => "已写出的内容都保留着，对话也安全。重试时它会自动重新启动。",
    action: "retry",
  },
  "engine-failed": {
    title: "模型没能回答",
    detail: () => "你的消息还在。请再试一次；如果仍然不行，换一个模型试试。",
    action: "retry",
  },
  "storage-failed": {
    title: "无法写入磁盘",
    detail: () => "磁盘可能已满，或文件夹不可写。之前保存的内容都在。请腾出一些空间再试。",
    action: "retry",
  },
  "home-in-use": {
    title: "Facet 已经打开",
    detail: (data) =>
      fact(data, "url") === ""
        ? "另一个 Facet 正在使用同一份对话。请到那边继续，或先把它关掉。"
        : `另一个 Facet 正在使用同一份对话（${fact(data, "url")}）。请到那边继续，或先把它关掉。`,
    action: null,
  },
  disconnected: {
    title: "Facet 没有在运行",
    detail: () => "对话都在。请像之前那样重新启动 Facet，再打开它给出的链接。",
    action: "retry",
  },
  internal: {
    title: "Facet 内部出错了",
    detail: () => "这是我们的问题，不是你的操作有误。对话都安全，请再试一次。",
    action: "retry",
  },
};
