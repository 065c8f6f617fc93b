import type { DesktopSnapshot, desktopRoutes } from "../../shared/ipc/desktop-routes.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Feature } from "../ipc/feature.ts";
import type { CommandInstaller } from "./command/command-installer.ts";
import type { DesktopShell } from "./desktop-shell.ts";

/** @param shell null: this is no desktop app, and its requests are refused */
export function desktopFeature(shell: DesktopShell | null): Feature<typeof desktopRoutes, DesktopSnapshot> {
  const here = (): DesktopShell => {
    if (shell === null) throw new AppError("invalid-request", "Only the desktop app can do this");
    return shell;
  };
  const command = (): CommandInstaller => {
    const installer = here().command;
    if (installer === null) throw new AppError("invalid-request", "Only an installed app has the command");
    return installer;
  };
  return {
    handlers: {
      "desktop.terminalCommand": async () => (await here().command?.state()) ?? null,
      "desktop.installTerminalCommand": () => command().install(),
      "desktop.removeTerminalCommand": () => command().remove(),
      "desktop.showCommands": ({ commands }) => here().showCommands(commands),
      "desktop.takeOpened": () => here().takeOpened(),
      "desktop.savePdf": ({ title }) => here().savePdf(title),
      "desktop.showChat": ({ conversationId }) => here().showChat(conversationId),
    },
    snapshot: { desktop: () => shell?.state ?? null },
  };
}
