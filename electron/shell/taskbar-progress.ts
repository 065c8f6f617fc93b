import type { Activity } from "./activity.ts";
import { mainWindow } from "./window.ts";

/** Removes the progress. */
const none = -1;

/** Shows the progress of downloads on the dock or the taskbar, in whole percents. */
export function taskbarProgress(): (activity: Activity) => void {
  let shown = none;
  return ({ downloaded }) => {
    const progress = downloaded === null ? none : Math.floor(downloaded * 100) / 100;
    if (progress === shown) return;
    shown = progress;
    mainWindow()?.setProgressBar(progress);
  };
}
