import { join } from "node:path";
import { app } from "electron";
import { makeFolder } from "../home/make-folder.ts";

/**
 * Keeps Chromium's own files in the data folder, and makes this the only desktop Facet on it. Returns false when another
 * one is there, which shows its window instead.
 */
export function claimDesktop(home: string): boolean {
  const userData = join(home, "desktop");
  makeFolder(userData);
  app.setPath("userData", userData);
  return app.requestSingleInstanceLock();
}

/** Puts everything away before the process ends, however it was asked to. */
export function disposeBeforeQuit(dispose: () => Promise<void>): void {
  let state: "running" | "ending" | "ended" = "running";
  app.on("before-quit", (event) => {
    if (state === "ended") return;
    event.preventDefault();
    if (state === "ending") return;
    state = "ending";
    void dispose().finally(() => {
      state = "ended";
      app.quit();
    });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
}
