/** The texts of an exported chat. */
export interface ExportWords {
  readonly user: string;
  readonly assistant: (modelName: string | null) => string;
  readonly reasoning: string;
  readonly exported: (date: string) => string;
  readonly missing: string;
  readonly failed: string;
}

const english: ExportWords = {
  user: "You",
  assistant: (modelName) => (modelName === null ? "Assistant" : `Assistant (${modelName})`),
  reasoning: "Reasoning",
  exported: (date) => `Exported from Facet on ${date}`,
  missing: "file no longer available",
  failed: "No reply was generated.",
};

const chinese: ExportWords = {
  user: "你",
  assistant: (modelName) => (modelName === null ? "助手" : `助手（${modelName}）`),
  reasoning: "思考过程",
  exported: (date) => `${date} 从 Facet 导出`,
  missing: "文件已不存在",
  failed: "未能生成回复。",
};

export function exportWords(language: string | null): ExportWords {
  return language === "zh-CN" ? chinese : english;
}
