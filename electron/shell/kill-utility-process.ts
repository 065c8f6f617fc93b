import type { UtilityProcess } from "electron";

/**
 * Electron's kill sends SIGTERM on POSIX, which has no effect on a stopped process or one in an endless loop.
 */
export function killUtilityProcess(child: UtilityProcess): void {
  if (process.platform === "win32" || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(child.pid, "SIGKILL");
  } catch {
    // The process has just ended.
  }
}
