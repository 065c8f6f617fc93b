import type { desktop as english } from "../en/desktop.ts";

export const desktop: typeof english = {
  title: "桌面应用",
  accent: "强调色",
  accents: { system: "跟随系统", facet: "Facet" },
  notifies: "通知",
  notifiesHint: "Facet 在后台时，长回复或下载结束后发出通知。通知从不显示对话内容。",
  spellCheck: "拼写检查",
  spellCheckHint:
    "输入时标出拼写错误的单词。在 Windows 和 Linux 上，会从 Google 的服务器下载一次词典；你输入的内容不会发送。",
  quick: "快速提问",
  quickHint: "在任何程序中按下快捷键，打开一个小窗口提一个问题。",
  quickNone: "未设置快捷键",
  quickRecord: "设置快捷键",
  quickPress: "请按下按键…",
  quickRemove: "移除快捷键",
  quickTaken: "其他程序已在使用这个快捷键，请换一个。",
  openInFacet: "在 Facet 中打开",
  closeQuick: "关闭",
  refused: {
    link: "无法在 Facet 中打开这个链接，未做任何更改。",
    folder: (name) => `“${name}”是文件夹，请打开其中的文件。`,
    unreadable: (name) => `无法读取“${name}”，它可能已被移动或删除。`,
  },
};
