import type { settings as english } from "../en/settings.ts";

export const settings: typeof english = {
  /** Shown to other devices in place of the sections that they may not change. */
  elsewhere: "在运行 Facet 的电脑上",
  elsewhereDetail: (sections) => `${sections}只能在那台电脑上更改。`,
  search: "搜索设置",
  sections: "分类",
  noMatches: (query) => `没有与“${query}”匹配的设置。`,

  appearance: "外观",
  theme: "主题",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  languages: { system: "跟随系统", en: "English", "zh-CN": "简体中文" },

  newChats: "新对话",
  thinking: "新对话启用思考",
  thinkingHint: "模型先思考再回答：复杂问题效果更好，简单问题速度较慢。每个对话可以单独开关。",

  data: "数据",
  dataDetail: "对话、设置和模型都保存在这台电脑的一个文件夹中。复制该文件夹即可备份全部内容。",
  dataFolder: "数据文件夹",
  copyDataFolder: "复制数据文件夹路径",

  contexts: "提示缓存",
  keepsContexts: "在磁盘上保留提示缓存",
  keepsContextsHint:
    "Facet 会保留模型已读取的对话内容，重启后可以立即继续对话。这些文件与对话本身一样私密：只有你的用户账户可以读取，已请备份软件跳过它们，它们也会随对话一起删除。",
  contextBudget: "提示缓存的磁盘空间",
  automaticBudget: (size) => `自动（${size}）`,
  contextsUse: (size) => `已使用 ${size}。`,
  contextsUseOf: (size, limit) => `已使用 ${size}，上限 ${limit}。`,
  deleteContexts: "立即删除",
  deletedContexts: "提示缓存已删除",

  shortcuts: "键盘快捷键",
  commands: {
    "new-chat": "新对话",
    search: "搜索对话",
    settings: "设置",
    sidebar: "显示或隐藏侧栏",
    stop: "停止回复",
    send: "发送消息",
    "new-line": "换行",
    "rename-chat": "重命名选中的对话",
    "delete-chat": "删除选中的对话",
  },

  about: "关于",
  version: (version) => `Facet ${version}`,
  privacy: "你输入、展示或说出的所有内容都只保存在这台电脑上。Facet 没有账号，也不会向任何地方发送数据。",
  webPrivacy:
    "例外是你在对话中启用的网络搜索和 MCP 服务器：搜索词会发送给你选择的服务，网页从其所在网站获取，MCP 服务器会收到模型传给其工具的内容。",
  license: "自由软件，采用 MIT 许可证。",
  modelLicense: "各模型有各自的许可证。",

  deleteAll: "删除所有对话",
  deleteAllTitle: "删除所有对话？",
  deleteAllDetail:
    "所有对话（包括最近删除的）及其附件都会从这台电脑上删除，Facet 保留的备份副本也会一并删除。此操作无法撤销。",
  deleteAllKept: "模型和设置会保留。",
  deletedAll: "已删除所有对话",
};
