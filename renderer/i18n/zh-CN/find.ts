import type { find as english } from "../en/find.ts";

export const find: typeof english = {
  title: "在页面中查找",
  placeholder: "在页面中查找",
  next: "下一个",
  previous: "上一个",
  position: (current, count) => `第 ${current} 个，共 ${count} 个`,
  none: "没有匹配项",
};
