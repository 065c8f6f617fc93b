import type { common as english } from "../en/common.ts";

export const common: typeof english = {
  appName: "Facet",
  newChat: "新对话",
  searchChats: "搜索对话",
  models: "模型",
  settings: "设置",
  close: "关闭",
  cancel: "取消",
  undo: "撤销",
  retry: "重试",
  copy: "复制",
  copied: "已复制",
  copyFailed: "浏览器不允许复制，请选中文字后手动复制。",
  dismiss: "知道了",
  loading: "正在加载…",
  skipToMessage: "跳到输入框",
  openSidebar: "显示侧栏",
  closeSidebar: "隐藏侧栏",
  sidebar: "侧栏",
  conversation: "对话内容",

  errorActions: {
    retry: "重试",
    "choose-model": "选择模型",
    "new-chat": "新对话",
    reload: "重新加载",
  },

  contextUse: "上下文用量",
  contextUseDetail: (used, size, percent) =>
    `这个对话占用了模型记忆空间的 ${percent}：共 ${size} 个 token，已用 ${used} 个`,

  disconnected: "Facet 没有在运行",
  disconnectedDetail: "对话都好好地存在这台电脑上。请像之前那样重新启动 Facet，再打开它给出的链接。",
  refused: "Facet 重新启动过",
  refusedDetail: "请打开终端里显示的新链接，这个页面随后会自动恢复。对话都好好地存在这台电脑上。",
  reconnected: "Facet 已恢复连接",

  databaseSetAside: "聊天记录无法读取",
  databaseSetAsideDetail: (path) =>
    path === ""
      ? "损坏的文件已保留，并新建了一份空白记录。"
      : `损坏的文件已保留为 ${path}，并新建了一份空白记录。`,

  databaseMended: "对话记录曾经损坏，现已修复",
  databaseMendedDetail: (path) => `所有对话都在。损坏的文件已保留为 ${path}。`,

  notSaved: "现在写下的内容还没有保存",
  notSavedDetail: {
    full: "磁盘已满。请腾出一些空间，Facet 随后会自动保存。在此之前请不要关闭 Facet；之前保存的内容都在。",
    "read-only":
      "Facet 无法写入数据文件夹。恢复写入权限后，Facet 会自动保存。在此之前请不要关闭 Facet；之前保存的内容都在。",
    busy: "另一个程序（比如备份软件）正占用对话文件。等它释放后，Facet 会自动保存。在此之前请不要关闭 Facet。",
    damaged:
      "对话文件已损坏，但没有删除任何内容。请先从此页面复制需要的内容，再重启 Facet：它会保留损坏的文件，并新建一份。",
    newer: "这些对话由更新版本的 Facet 写入。请更新 Facet 后再继续。",
    other: "磁盘没有接受写入，Facet 会继续尝试。在此之前请不要关闭 Facet；之前保存的内容都在。",
  },

  bugTitle: "页面出了问题",
  bugDetail: "对话都好好地存在这台电脑上，重新加载即可继续。",
  reload: "重新加载",
};
