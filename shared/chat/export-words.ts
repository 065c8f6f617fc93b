/** The texts of an exported chat. */
export interface ExportWords {
  readonly user: string;
  readonly assistant: (modelName: string | null) => string;
  readonly reasoning: string;
  readonly toolCall: (name: string) => string;
  readonly toolResult: (name: string) => string;
  readonly toolError: (name: string) => string;
  /** Outcomes of a tool call that did not finish. */
  readonly notRun: { readonly denied: string; readonly interrupted: string; readonly failed: string };
  readonly source: string;
  readonly newerVersion: string;
  readonly exported: (date: string) => string;
  readonly missing: string;
  /** Of a file that an HTML page cannot contain. */
  readonly notIncluded: string;
  readonly receipt: Record<"item" | "quantity" | "price" | "tax" | "total", string>;
  readonly failed: string;
}

const english: ExportWords = {
  user: "You",
  assistant: (modelName) => (modelName === null ? "Assistant" : `Assistant (${modelName})`),
  reasoning: "Reasoning",
  toolCall: (name) => `Tool call: ${name}`,
  toolResult: (name) => `Result of ${name}`,
  toolError: (name) => `Error from ${name}`,
  notRun: { denied: "denied", interrupted: "interrupted", failed: "failed" },
  source: "Source",
  newerVersion: "Made by a newer version of Facet",
  exported: (date) => `Exported from Facet on ${date}`,
  missing: "file no longer available",
  notIncluded: "not included in this file; export as Markdown to get it",
  receipt: { item: "Item", quantity: "Quantity", price: "Price", tax: "Tax", total: "Total" },
  failed: "No reply was generated.",
};

const chinese: ExportWords = {
  user: "你",
  assistant: (modelName) => (modelName === null ? "助手" : `助手（${modelName}）`),
  reasoning: "思考过程",
  toolCall: (name) => `工具调用：${name}`,
  toolResult: (name) => `${name} 的结果`,
  toolError: (name) => `${name} 的错误`,
  notRun: { denied: "已拒绝", interrupted: "已中断", failed: "失败" },
  source: "来源",
  newerVersion: "由更新版本的 Facet 创建",
  exported: (date) => `${date} 从 Facet 导出`,
  missing: "文件已不存在",
  notIncluded: "未包含在此文件中，导出为 Markdown 可获得",
  receipt: { item: "项目", quantity: "数量", price: "金额", tax: "税额", total: "合计" },
  failed: "未能生成回复。",
};

export function exportWords(language: string | null): ExportWords {
  return language === "zh-CN" ? chinese : english;
}
