import { join } from "node:path";
import { app } from "electron";
import { withinLimit } from "../within-limit.ts";
import { makeFolder } from "../home/make-folder.ts";

/**
 * Stores Chromium's own files in the data folder, and acquires the single-instance lock for it. Returns false
 * when another desktop Facet holds the lock; that one then shows its window.
 */
export function claimDesktop(home: string): boolean {
  const userData = join(home, "desktop");
  makeFolder(userData);
  app.setPath("userData", userData);
  // Windows shows notifications only for an app that it knows: `appId` of electron-builder.yml.
  if (process.platform === "win32") app.setAppUserModelId("app.facet.desktop");
  return app.requestSingleInstanceLock();
}

const shutdownLimitMs = 30_000;

/** Runs `dispose` before the process quits, also on SIGINT and SIGTERM, but quits when it fails or takes too long. */
export function disposeBeforeQuit(dispose: () => Promise<void>): void {
  let state: "running" | "ending" | "ended" = "running";
  app.on("before-quit", (event) => {
    if (state === "ended") return;
    event.preventDefault();
    if (state === "ending") return;
    state = "ending";
    const quit = () => {
      state = "ended";
      app.quit();
    };
    withinLimit(dispose(), shutdownLimitMs, "The shutdown").then(quit, quit);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
}
