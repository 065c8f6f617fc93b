import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type Electron =
  | { readonly type: "ready"; readonly path: string }
  /** A full sentence. */
  | { readonly type: "unavailable"; readonly reason: string };

const probeMs = 4_000;
const downloadMs = 10 * 60_000;

/** The folder of the npm package. Importing the package itself would start a download. */
const packageFolder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));

/**
 * Returns the Electron executable, downloading it once if necessary. Never waits for a network that does not
 * respond.
 */
export async function obtainElectron(say: (news: string) => void): Promise<Electron> {
  const obstacle = windowObstacle();
  if (obstacle !== null) return { type: "unavailable", reason: obstacle };
  const installed = installedElectron();
  if (installed !== null) return { type: "ready", path: installed };

  const missing: Electron = {
    type: "unavailable",
    reason: "The desktop window needs Electron, which could not be downloaded.",
  };
  if (process.env["ELECTRON_OVERRIDE_DIST_PATH"] || !(await isDownloadReachable())) return missing;
  say("Downloading Electron for the desktop window (about 110 MB, once).");
  spawnSync(process.execPath, [join(packageFolder, "install.js")], { stdio: "inherit", timeout: downloadMs });
  const fetched = installedElectron();
  return fetched === null ? missing : { type: "ready", path: fetched };
}

/** The path of the Electron executable; null when it is not installed. */
export function installedElectron(): string | null {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  const program = readOr(join(packageFolder, "path.txt"), override ? "electron" : "");
  const path = join(override ?? join(packageFolder, "dist"), program);
  return program && existsSync(path) ? path : null;
}

/** Why this computer cannot open a window even with Electron; null when it can. */
export function windowObstacle(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  userId = process.getuid?.(),
): string | null {
  if (platform !== "linux") return null;
  if (![environment["DISPLAY"], environment["WAYLAND_DISPLAY"]].some(Boolean)) {
    return "There is no screen for a desktop window.";
  }
  return userId === 0 ? "The desktop window does not run as root." : null;
}

/**
 * Whether the download is likely to succeed. Only a direct connection is probed: mirrors and proxies have
 * their own rules.
 */
async function isDownloadReachable(): Promise<boolean> {
  const { env } = process;
  if ([env["ELECTRON_MIRROR"], env["HTTPS_PROXY"], env["https_proxy"]].some(Boolean)) return true;
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  try {
    return (await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(probeMs) })).ok;
  } catch {
    return false;
  }
}

function readOr(path: string, fallback: string): string {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : fallback;
}
