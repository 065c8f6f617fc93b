import { quickParameter } from "../shared/desktop/quick-window.ts";

/** Whether this page is the small window for one question. */
export const isQuick =
  typeof location !== "undefined" && new URLSearchParams(location.search).has(quickParameter);
