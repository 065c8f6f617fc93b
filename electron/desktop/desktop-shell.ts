import type { MenuCommand } from "../../shared/desktop/menu-command.ts";
import type { OpenedItem } from "../../shared/desktop/opened-item.ts";
import type { DesktopState, SavedPdf } from "../../shared/ipc/desktop-routes.ts";
import type { CommandInstaller } from "./command/command-installer.ts";

/** What the page may ask of the desktop app. */
export interface DesktopShell {
  readonly state: DesktopState;
  /** null: this app is not installed. */
  readonly command: CommandInstaller | null;
  showCommands(commands: readonly MenuCommand[]): void;
  takeOpened(): readonly OpenedItem[];
  /** @throws AppError `file-not-written`, `print-failed` */
  savePdf(title: string): Promise<SavedPdf | null>;
  showChat(conversationId: string | null): void;
}
