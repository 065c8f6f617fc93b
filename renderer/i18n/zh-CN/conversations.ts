import type { conversations as english } from "../en/conversations.ts";

export const conversations: typeof english = {
  chats: "对话",
  today: "今天",
  yesterday: "昨天",
  previous7Days: "过去 7 天",
  empty: "对话会显示在这里。",

  options: (title) => `“${title}”的更多操作`,
  rename: "重命名",
  renameLabel: "对话标题",
  export: "导出",
  delete: "删除",
  deleted: (title) => `已删除“${title}”`,
  recentlyDeleted: {
    title: "最近删除",
    back: "返回对话列表",
    explanation: (days) => `对话删除 ${days} 天后将被彻底删除。`,
    empty: "没有已删除的对话。",
    daysLeft: (days) => (days === 0 ? "最后一天" : `剩余 ${days} 天`),
    restore: (title) => `恢复“${title}”`,
    erase: (title) => `彻底删除“${title}”`,
    eraseAll: "全部彻底删除",
    eraseTitle: (title) => `彻底删除“${title}”？`,
    eraseAllTitle: (count) => `彻底删除 ${count} 个对话？`,
    eraseDetail: "消息和附件将从这台电脑上删除，Facet 为您的对话保留的备份副本也会一并删除。此操作无法撤销。",
    eraseNow: "彻底删除",
  },
  running: "正在回复",
  queued: "正在排队",

  searchPlaceholder: "搜索对话",
  clearSearch: "清除搜索",
  results: "搜索结果",
  resultCount: (count) => `找到 ${count} 个对话`,
  noResults: (query) => `未找到“${query}”的相关结果`,
  noResultsHint: "请减少或更换关键词。搜索范围包括标题和消息。",
};
