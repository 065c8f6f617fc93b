import type { chat as english } from "../en/chat.ts";

export const chat: typeof english = {
  markdown: {
    copyCode: "复制代码",
    code: (language) => (language === "" ? "代码" : `${language} 代码`),
    table: "表格",
    image: "图片",
    taskDone: "已完成",
    taskOpen: "待办",
    tooLong: "这段文字很长，以纯文本显示。",
  },
};
