import type { MenuCommand } from "../../shared/desktop/menu-command.ts";
import type { OpenedItem } from "../../shared/desktop/opened-item.ts";
import type { DesktopState, SavedPdf } from "../../shared/ipc/desktop-routes.ts";

/** What the page may ask of the desktop app. */
export interface DesktopShell {
  readonly state: DesktopState;
  showCommands(commands: readonly MenuCommand[]): void;
  takeOpened(): readonly OpenedItem[];
  /** @throws AppError `file-not-written`, `print-failed` */
  savePdf(title: string): Promise<SavedPdf | null>;
  showChat(conversationId: string | null): void;
}
