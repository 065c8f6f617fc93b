import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { app } from "electron";
import { appPackage } from "../bundle.ts";
import type { Log } from "../home/log.ts";
import type { Updater } from "../updates/updater.ts";
import type { PackageKind } from "./electron-updater.ts";

/**
 * The updater of an installed app. undefined: this is no package, or its publisher has named no feed of
 * updates; electron-updater is not even loaded then.
 */
export async function packagedUpdater(log: Log): Promise<Updater | undefined> {
  if (!app.isPackaged) return undefined;
  const config = join(process.resourcesPath, "app-update.yml");
  if (!existsSync(config)) return undefined;
  const feed = /^url: *(\S+)$/m.exec(readFileSync(config, "utf8"))?.[1];
  if (feed === undefined || !URL.canParse(feed)) return undefined;
  const { protocol, hostname, host } = new URL(feed);
  // The checksum of an update comes from the feed, so nobody on the way may change it.
  if (protocol !== "https:" && hostname !== "127.0.0.1") return undefined;
  const { electronUpdater } = await import("./electron-updater.ts");
  const { homepage } = appPackage();
  return electronUpdater({ kind: packageKind(), feedHost: host, downloadPage: homepage, log });
}

/** How this app was installed, which decides how it can be replaced. */
function packageKind(): PackageKind {
  const { platform, env, execPath, resourcesPath } = process;
  // Squirrel refuses apps that are not signed.
  if (platform === "darwin") return appPackage().isSigned ? "mac" : "unknown";
  if (platform === "win32") {
    return existsSync(join(dirname(execPath), "Uninstall Facet.exe")) ? "nsis" : "unknown";
  }
  if (env["APPIMAGE"] !== undefined) return "appimage";
  return existsSync(join(resourcesPath, "package-type")) && execPath.startsWith("/opt/") ? "deb" : "unknown";
}
