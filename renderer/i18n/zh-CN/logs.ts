import type { logs as english } from "../en/logs.ts";

export const logs: typeof english = {
  title: "日志",
  detail:
    "记录 Facet 的运行情况和出现的错误，便于查明问题。日志不含消息和回复，只保存在本机，不会发送到任何地方。",
  text: "最近的日志",
  empty: "还没有记录。",
  refresh: "刷新",
  save: "保存日志…",
  failed: "无法读取日志。",
  crashes: (count) => `本机保存了 ${count} 份崩溃报告。`,
};
