import type { Task } from "./task.ts";

export const compareTask: Task = {
  name: "compare",
  title: { en: "Compare", "zh-CN": "比较" },
  appliesTo: ({ images, recordings, videos }) => images > 1 && recordings + videos === 0,
  prompt: {
    en: () => "Compare these images. Say what they have in common and where they differ.",
    "zh-CN": () => "比较这些图片，说明它们的共同点和不同之处。",
  },
  asks: {
    en: "What do you want to compare? For example, prices or layouts",
    "zh-CN": "想比较哪些方面？例如价格或版面",
  },
  choices: [],
  settings: {},
  needsDetail: false,
  view: "text",
};
