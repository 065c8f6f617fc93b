import { join } from "node:path";
import { app, crashReporter } from "electron";
import { makeFolder } from "../home/make-folder.ts";
import { crashFolderName } from "../home/crash-dumps.ts";

/**
 * Writes a dump when a process of Chromium crashes, into the data folder and nowhere else. Must be called before
 * Electron is ready.
 */
export function keepCrashDumps(home: string): void {
  const folder = join(home, crashFolderName);
  makeFolder(folder);
  app.setPath("crashDumps", folder);
  crashReporter.start({ uploadToServer: false });
}
