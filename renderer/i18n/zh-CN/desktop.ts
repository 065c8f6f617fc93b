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
  command: {
    label: "终端命令",
    hint: "facet 命令无需打开窗口即可聊天、转写录音、识别小票和提供模型服务。运行 facet --help 查看全部命令。",
    install: "安装命令",
    remove: "移除命令",
    absent: (folder) => `未安装。将安装到 ${folder}。`,
    installed: (path) => `已安装：${path}`,
    byPackage: (path) => `已随 Facet 软件包安装：${path}`,
    shadowed: (path, other) => `已安装：${path}，但终端会先找到并启动 ${other}。`,
    addToPath: (folder) =>
      `终端目前不会在 ${folder} 中查找程序。请将下面这行添加到 ~/.profile（使用 zsh 时为 ~/.zprofile），然后重新登录：`,
    copyLine: "复制这一行",
    obstacles: {
      taken: (path) => `${path} 属于其他程序，未做更改。如需安装命令，请先重命名或删除该文件。`,
      temporary: () => "macOS 正从临时位置运行 Facet。请将 Facet 移到“应用程序”并重新打开，再安装命令。",
      unnameable: (path) => `${path} 无法写入 Facet 所在文件夹的名称。请移动 Facet 后再安装命令。`,
    },
  },
  refused: {
    link: "无法在 Facet 中打开这个链接，未做任何更改。",
    folder: (name) => `“${name}”是文件夹，请打开其中的文件。`,
    unreadable: (name) => `无法读取“${name}”，它可能已被移动或删除。`,
  },
};
