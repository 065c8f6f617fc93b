export type MenuLanguage = "en" | "zh-CN";

const english = {
  file: "File",
  close: "Close window",
  quit: "Quit Facet",
  edit: "Edit",
  undo: "Undo",
  redo: "Redo",
  cut: "Cut",
  copy: "Copy",
  copyLink: "Copy link",
  paste: "Paste",
  pastePlain: "Paste as plain text",
  selectAll: "Select all",
  view: "View",
  reload: "Reload",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  usualSize: "Actual size",
  fullScreen: "Full screen",
  developerTools: "Developer tools",
  window: "Window",
  minimize: "Minimize",
  about: "About Facet",
  hide: "Hide Facet",
  hideOthers: "Hide others",
  showAll: "Show all",
  addToDictionary: "Add to dictionary",
  notifications: {
    reply: "A reply is complete.",
    question: "A tool call is waiting for your decision.",
    downloaded: (name: string) => `${name} is downloaded and verified.`,
    downloadFailed: (name: string) => `The download of ${name} stopped. The received part is kept.`,
  },
};

export type MenuWords = Readonly<typeof english>;

const chinese: MenuWords = {
  file: "文件",
  close: "关闭窗口",
  quit: "退出 Facet",
  edit: "编辑",
  undo: "撤销",
  redo: "重做",
  cut: "剪切",
  copy: "复制",
  copyLink: "复制链接",
  paste: "粘贴",
  pastePlain: "粘贴为纯文本",
  selectAll: "全选",
  view: "查看",
  reload: "重新加载",
  zoomIn: "放大",
  zoomOut: "缩小",
  usualSize: "实际大小",
  fullScreen: "全屏",
  developerTools: "开发者工具",
  window: "窗口",
  minimize: "最小化",
  about: "关于 Facet",
  hide: "隐藏 Facet",
  hideOthers: "隐藏其他",
  showAll: "全部显示",
  addToDictionary: "添加到词典",
  notifications: {
    reply: "回复已完成。",
    question: "有工具调用正等待你的确认。",
    downloaded: (name) => `${name} 已下载并通过校验。`,
    downloadFailed: (name) => `${name} 的下载已停止，已接收的部分会保留。`,
  },
};

/** @param systemLanguage a language tag such as `zh-Hans-CN` */
export function menuLanguage(setting: "system" | MenuLanguage, systemLanguage: string): MenuLanguage {
  if (setting !== "system") return setting;
  return /^zh\b/i.test(systemLanguage) ? "zh-CN" : "en";
}

export function menuWords(language: MenuLanguage): MenuWords {
  return language === "en" ? english : chinese;
}
