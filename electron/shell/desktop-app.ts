import { BrowserWindow } from "electron";
import type { DesktopState } from "../../shared/ipc/desktop-routes.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import type { CommandInstaller } from "../desktop/command/command-installer.ts";
import type { DesktopShell } from "../desktop/desktop-shell.ts";
import type { Publish } from "../ipc/publish.ts";
import { ActivityWatch } from "./activity.ts";
import { createAppearance } from "./appearance.ts";
import { holdSleep } from "./hold-sleep.ts";
import { publishToWindows, sendToMain } from "./ipc.ts";
import { notify } from "./notify.ts";
import type { OpenedItems } from "./opened-items.ts";
import type { QuickWindow } from "./quick-window.ts";
import { savePdf } from "./save-pdf.ts";
import { onAccentChange, systemAccent } from "./system-accent.ts";
import { taskbarProgress } from "./taskbar-progress.ts";
import { UnseenEnds } from "./unseen-ends.ts";

export interface DesktopAppOptions {
  readonly opened: OpenedItems;
  readonly quick: QuickWindow;
  readonly command: CommandInstaller | null;
  /** Brings the main window to the front, opening it if necessary. */
  readonly reveal: () => void;
}

/** Everything around the page that follows the settings and what the services do. */
export interface DesktopApp extends DesktopShell {
  readonly words: ReturnType<typeof createAppearance>["words"];
  apply(settings: Settings): void;
  /** Follows the services' events. */
  readonly follow: Publish;
}

export function createDesktopApp({ opened, quick, command, reveal }: DesktopAppOptions): DesktopApp {
  const appearance = createAppearance();
  const activity = new ActivityWatch();
  const unseen = new UnseenEnds();
  const listeners = [holdSleep(), taskbarProgress()];
  let notifies = true;
  const state = (): DesktopState => ({ accentColor: systemAccent(), quickShortcut: quick.state });
  const publishState = () => publishToWindows({ event: "desktop.changed", data: state() });
  onAccentChange(publishState);

  const apply = (settings: Settings) => {
    appearance.apply(settings);
    notifies = settings.notifies;
    const before = quick.state;
    quick.setShortcut(settings.quickShortcut);
    if (quick.state !== before) publishState();
  };
  const showChat = (conversationId: string | null) => {
    quick.close();
    reveal();
    if (conversationId !== null) opened.openChat(conversationId);
  };
  return {
    words: appearance.words,
    command,
    apply,
    get state() {
      return state();
    },
    showCommands: (commands) => appearance.showCommands(commands),
    takeOpened: () => opened.take(),
    savePdf,
    showChat,
    follow(message) {
      if (message.event === "settings.changed") apply(message.data);
      activity.follow(message);
      for (const listener of listeners) listener(activity.activity);
      const isSeen = BrowserWindow.getFocusedWindow() !== null;
      for (const end of unseen.follow(message, isSeen, Date.now())) {
        if (!notifies) continue;
        notify(end, appearance.words().notifications, () =>
          showChat(end.type === "download" ? null : end.conversationId),
        );
      }
    },
  };
}

/** Tells the main page that something was opened; it asks for it also when it starts. */
export function announceOpened(): void {
  sendToMain({ event: "desktop.opened", data: null });
}
