import type { Task } from "./task.ts";

export const describeTask: Task = {
  name: "describe",
  title: { en: "Describe", "zh-CN": "描述" },
  appliesTo: ({ images, videos }) => images + videos > 0,
  prompt: {
    en: () => "Describe what can be seen here, from the most important to the details.",
    "zh-CN": () => "描述这里能看到的内容，从最重要的到细节。",
  },
  choices: [],
  settings: { thinking: false },
  needsDetail: false,
  view: "text",
};
