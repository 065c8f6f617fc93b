import { homedir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import { CommandInstaller } from "../desktop/command/command-installer.ts";
import { terminalPath } from "../tools/mcp/login-path.ts";

/**
 * The command `facet` of an installed app; null: this is a checkout, where `npm run facet` is the command, or a
 * Flatpak, whose files have no paths outside it.
 */
export function packagedCommand(): CommandInstaller | null {
  const { platform, env, resourcesPath } = process;
  if (!app.isPackaged || env["FLATPAK_ID"] !== undefined) return null;
  return new CommandInstaller({
    platform,
    launcher: join(resourcesPath, "bin", platform === "win32" ? "facet.cmd" : "facet"),
    appImage: env["APPIMAGE"] ?? null,
    userFolder: homedir(),
    environment: env,
    searchPath: () => terminalPath(),
  });
}
