import { app } from "electron";
import { AppImageUpdater, DebUpdater, MacUpdater, NsisUpdater, type AppUpdater } from "electron-updater";
import type { Log } from "../home/log.ts";
import type { Updater } from "../updates/updater.ts";
import { SafeAppImageUpdater } from "./safe-app-image-updater.ts";

/** "unknown": unpacked from an archive, or an unsigned app on macOS. These are only told of new versions. */
export type PackageKind = "appimage" | "deb" | "mac" | "nsis" | "unknown";

export interface ElectronUpdaterOptions {
  readonly kind: PackageKind;
  readonly feedHost: string;
  readonly downloadPage: string | null;
  readonly log: Log;
}

/** electron-updater behind the port. */
export function electronUpdater({ kind, feedHost, downloadPage, log }: ElectronUpdaterOptions): Updater {
  const updater = updaterOf(kind);
  updater.logger = {
    info: () => undefined,
    warn: (message: unknown) => log.info("Updates", message),
    error: (message: unknown) => log.error("Updates", message),
  };
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  // Whole files, whose checksum is in the feed.
  updater.disableDifferentialDownload = true;
  // electron-updater would send a number that stays the same for each installation.
  updater.requestHeaders = { "x-user-staging-id": "none" };
  updater.isUserWithinRollout = () => true;

  async function find() {
    const found = await updater.checkForUpdates();
    return found?.isUpdateAvailable ? found : null;
  }
  return {
    ability: kind === "unknown" ? "notify" : "install",
    feedHost,
    downloadPage,
    check: async () => (await find())?.updateInfo.version ?? null,
    async download(onProgress, signal) {
      // A cancelled download can be repeated only with a new token, which comes with a check.
      const found = await find();
      if (found === null) throw new Error("The new version is no longer offered");
      const cancel = () => found.cancellationToken?.cancel();
      const report = ({ percent }: { readonly percent: number }) => onProgress(percent / 100);
      signal.addEventListener("abort", cancel);
      updater.on("download-progress", report);
      try {
        signal.throwIfAborted();
        await updater.downloadUpdate(found.cancellationToken);
      } finally {
        signal.removeEventListener("abort", cancel);
        updater.off("download-progress", report);
      }
    },
    restart() {
      if (kind !== "appimage") {
        updater.quitAndInstall();
        return;
      }
      // The file is replaced when the app quits, after the data folder was released; the new app starts then.
      const execPath = process.env["APPIMAGE"];
      app.relaunch({ args: [], ...(execPath !== undefined && { execPath }) });
      app.quit();
    },
  };
}

function updaterOf(kind: PackageKind): AppUpdater {
  switch (kind) {
    case "appimage":
      return new SafeAppImageUpdater();
    case "deb":
      return new DebUpdater();
    case "mac":
      return new MacUpdater();
    case "nsis":
      return new NsisUpdater();
    case "unknown": {
      const updater = new AppImageUpdater();
      // It looks for updates although there is no AppImage.
      updater.forceDevUpdateConfig = true;
      return updater;
    }
  }
}
