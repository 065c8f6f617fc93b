import { powerSaveBlocker } from "electron";
import type { Activity } from "./activity.ts";

/** Keeps the system from sleeping while something is going on; the screen may turn off. */
export function holdSleep(): (activity: Activity) => void {
  let blocker: number | null = null;
  return ({ isGenerating, downloaded }) => {
    const isBusy = isGenerating || downloaded !== null;
    if (isBusy) blocker ??= powerSaveBlocker.start("prevent-app-suspension");
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}
