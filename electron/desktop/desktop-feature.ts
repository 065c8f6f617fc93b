import type { DesktopSnapshot, desktopRoutes } from "../../shared/ipc/desktop-routes.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Feature } from "../ipc/feature.ts";
import type { DesktopShell } from "./desktop-shell.ts";

/** @param shell null: this is no desktop app, and its requests are refused */
export function desktopFeature(shell: DesktopShell | null): Feature<typeof desktopRoutes, DesktopSnapshot> {
  const here = (): DesktopShell => {
    if (shell === null) throw new AppError("invalid-request", "Only the desktop app can do this");
    return shell;
  };
  return {
    handlers: {
      "desktop.showCommands": ({ commands }) => here().showCommands(commands),
      "desktop.takeOpened": () => here().takeOpened(),
      "desktop.savePdf": ({ title }) => here().savePdf(title),
      "desktop.showChat": ({ conversationId }) => here().showChat(conversationId),
    },
    snapshot: { desktop: () => shell?.state ?? null },
  };
}
