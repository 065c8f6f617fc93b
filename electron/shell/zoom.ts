import type { WebContents } from "electron";

/** In Chromium's levels: a step is a factor of 1.2. */
const step = 0.5;
const limits = { least: -3, most: 5 } as const;

/** Ctrl and the mouse wheel zoom; Electron leaves that to the app. Chromium remembers the level. */
export function zoomWithWheel(contents: WebContents): void {
  contents.on("zoom-changed", (_event, direction) => {
    const level = contents.zoomLevel + (direction === "in" ? step : -step);
    contents.zoomLevel = Math.min(limits.most, Math.max(limits.least, level));
  });
}
