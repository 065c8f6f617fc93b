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
  copyFailed: "系统不允许复制。请选中文字后手动复制。",
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
    "open-servers": "打开设置",
    "new-chat": "新对话",
    reload: "重新加载",
  },

  contextUse: "上下文用量",
  contextUseDetail: (used, size, percent) =>
    `此对话已使用上下文的 ${percent}：已用 ${used} / ${size} 个 token`,

  disconnected: "Facet 未在运行",
  disconnectedDetail: "对话安全保存在这台电脑上。请按之前的方式重新启动 Facet，然后打开其显示的链接。",
  refused: "此浏览器已退出登录",
  refusedDetail:
    "Facet 已重新启动，或此设备已被退出登录。请打开终端里的新链接，或重新登录，此页面会自动重新连接。对话仍安全地保存在运行 Facet 的电脑上。",
  signInAgain: "重新登录",
  reconnected: "已重新连接到 Facet",

  databaseSetAside: "对话记录无法读取",
  databaseSetAsideDetail: (path) =>
    path === ""
      ? "损坏的文件已保留，并新建了空的对话记录。"
      : `损坏的文件已保留为 ${path}，并新建了空的对话记录。`,

  folderOpen: "这台电脑的其他用户可以更改 Facet 的文件",
  folderOpenDetail: (folder) =>
    `他们可以写入 ${folder}。要阻止他们，请运行：chmod 700 ${JSON.stringify(folder)}`,
  databaseRepaired: "对话记录曾损坏，现已修复",
  databaseRepairedDetail: (path) => `所有对话都已保留。损坏的文件已保留为 ${path}。`,

  notSaved: "最近的更改尚未保存",
  notSavedDetail: {
    full: "磁盘已满。请释放一些空间，Facet 随后会自动保存。在此之前请勿关闭 Facet。此前保存的内容不受影响。",
    "read-only":
      "Facet 没有写入数据文件夹的权限。恢复权限后，Facet 会自动保存。在此之前请勿关闭 Facet。此前保存的内容不受影响。",
    busy: "其他程序（例如备份软件）正在使用对话文件。使用结束后，Facet 会自动保存。在此之前请勿关闭 Facet。",
    damaged:
      "对话文件已损坏，没有删除任何内容。请先从此页面复制需要的内容，再重启 Facet。Facet 会保留损坏的文件，并新建一个文件。",
    newer: "这些对话由更新版本的 Facet 保存。请更新 Facet 后继续。",
    other: "写入磁盘失败，Facet 会继续尝试。在此之前请勿关闭 Facet。此前保存的内容不受影响。",
  },

  bugTitle: "页面已停止工作",
  bugDetail: "对话安全保存在这台电脑上。请重新加载以继续。",
  reload: "重新加载",

  contextUseAbout: (used, size, percent) => `此对话约占上下文的 ${percent}：约 ${used} / ${size} token`,
  contextUseWithoutSize: (used) => `此对话约占 ${used} token。服务器未提供上下文长度。`,
  aboutPercent: (percent) => `约 ${percent}`,
  aboutTokens: (count) => `约 ${count} token`,
};
