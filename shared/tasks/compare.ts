import type { Task } from "./task.ts";

export const compareTask: Task = {
  name: "compare",
  title: { en: "Compare", "zh-CN": "比较" },
  appliesTo: ({ images, recordings, videos }) => images > 1 && recordings + videos === 0,
  prompt: {
    en: () => "Compare these images and tell me which one is more likely to confuse a new user.",
    "zh-CN": () => "比较这些图片，并告诉我哪一张更可能让新用户感到困惑。",
  },
  choices: [],
  settings: {},
  needsDetail: false,
  view: "text",
};
