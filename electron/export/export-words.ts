/** What an exported chat says of itself. */
export interface ExportWords {
  readonly person: string;
  readonly assistant: (modelName: string | null) => string;
  readonly reasoning: string;
  readonly exported: (date: string) => string;
  readonly missing: string;
  readonly failed: string;
}

const english: ExportWords = {
  person: "You",
  assistant: (modelName) => (modelName === null ? "Assistant" : `Assistant (${modelName})`),
  reasoning: "Reasoning",
  exported: (date) => `Exported from Facet on ${date}`,
  missing: "no longer on the disk",
  failed: "No answer came.",
};

const chinese: ExportWords = {
  person: "你",
  assistant: (modelName) => (modelName === null ? "助手" : `助手（${modelName}）`),
  reasoning: "思考过程",
  exported: (date) => `于 ${date} 从 Facet 导出`,
  missing: "已不在磁盘上",
  failed: "没有得到回答。",
};

export function exportWords(language: string | null): ExportWords {
  return language === "zh-CN" ? chinese : english;
}
