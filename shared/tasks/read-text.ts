import type { Task } from "./task.ts";

export const readTextTask: Task = {
  name: "read-text",
  title: { en: "Read text", "zh-CN": "提取文字" },
  appliesTo: ({ images, recordings, videos }) => images > 0 && recordings + videos === 0,
  prompt: {
    en: () => "Extract all text from this image, in reading order. Output only the text.",
    "zh-CN": () => "按阅读顺序提取这张图片中的所有文本。仅输出文本。",
  },
  choices: [],
  settings: { thinking: false, temperature: 0 },
  needsDetail: true,
  view: "text",
};
