import { chmodSync, copyFileSync, renameSync, rmSync } from "node:fs";
import { AppImageUpdater } from "electron-updater";

/**
 * Replaces the AppImage in one step. electron-updater deletes the installed file first and then moves the new
 * one from the cache, which can fail: on a full disk, the app would be gone.
 */
export class SafeAppImageUpdater extends AppImageUpdater {
  protected override doInstall(): boolean {
    const installed = process.env["APPIMAGE"];
    const downloaded = this.installerPath;
    if (installed === undefined || downloaded === null) return false;
    const beside = `${installed}.new`;
    try {
      copyFileSync(downloaded, beside);
      chmodSync(beside, 0o755);
      renameSync(beside, installed);
    } catch (thrown) {
      rmSync(beside, { force: true });
      throw thrown;
    }
    return true;
  }
}
