import type { parts as english } from "../en/parts.ts";

export const parts: typeof english = {
  cutShort: (reasoning) => `${reasoning} · 已提前结束`,
  answerNow: "立即回答",
  answerNowHint: "结束思考，模型根据已有的思考内容直接回答。",

  toolCall: (name) => `工具调用：${name}`,
  states: {
    waiting: "等待中",
    running: "运行中",
    done: "已完成",
    failed: "失败",
    interrupted: "已中断",
    skipped: "未运行",
  },
  needsApproval: "需要你的许可",
  denied: "已拒绝",
  stateAndTime: (state, duration) => `${state} · ${duration}`,
  result: "结果",
  error: "错误信息",
  resultOf: (name) => `${name} 的结果`,
  emptyResult: "工具没有返回内容。",

  source: "来源",
  sourceNamed: (title) => `来源：${title}`,
  sources: "来源",
  moreSources: (count) => `另有 ${count} 个来源`,
  foundSources: (count) => `找到 ${count} 个网页`,
  fewerSources: "收起",

  unknown: "由更新版本的 Facet 创建",
  unknownType: "请更新 Facet 以查看这部分内容。类型：",
};
