import { z } from "zod";
import type { MenuCommand } from "../desktop/menu-command.ts";
import type { OpenedItem } from "../desktop/opened-item.ts";
import type { TerminalCommand } from "../desktop/terminal-command.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { conversationId } from "./inputs.ts";
import { nothing, route } from "./route.ts";

const menuCommandSchema: z.ZodType<MenuCommand> = z.strictObject({
  id: z.string().regex(/^[a-z-]{1,40}$/),
  label: z.string().min(1).max(100),
  accelerator: z.string().regex(/^[A-Za-z0-9+,.=-]{1,60}$/),
});

/** What only the desktop app has; in a browser these requests are refused. */
export const desktopRoutes = {
  /** The command `facet` for terminals; null: this app is not installed, as in a checkout. */
  "desktop.terminalCommand": route<TerminalCommand | null>()(nothing),
  "desktop.installTerminalCommand": route<TerminalCommand>()(nothing),
  "desktop.removeTerminalCommand": route<TerminalCommand>()(nothing),
  /** The commands for the application menu; sent again when the language changes. */
  "desktop.showCommands": route<null>()(z.object({ commands: z.array(menuCommandSchema).max(50) })),
  /** What was opened with Facet since the last call. */
  "desktop.takeOpened": route<readonly OpenedItem[]>()(nothing),
  /**
   * Asks the user for a file, prints the main window as its page has drawn it, and writes the PDF there. Null: the
   * user cancelled. Fails with `file-not-written` or `print-failed`.
   */
  "desktop.savePdf": route<SavedPdf | null>()(z.object({ title: wellFormedText(1000) })),
  /** Shows a chat in the main window, from the small one. */
  "desktop.showChat": route<null>()(z.object({ conversationId: conversationId.nullable() })),
} as const;

export interface SavedPdf {
  readonly path: string;
}

/** Sent to a window only, never to a browser. */
export interface DesktopEvents {
  /** The user chose a command in the menu. Only the window in front receives it. */
  readonly "desktop.command": { readonly id: string };
  /** `desktop.takeOpened` has something. */
  readonly "desktop.opened": null;
  readonly "desktop.changed": DesktopState;
}

export interface DesktopState {
  /** The system's accent colour as `#rrggbb`; null: it has none. */
  readonly accentColor: string | null;
  /** Of the global shortcut in the settings; `taken`: another program holds it. */
  readonly quickShortcut: "off" | "set" | "taken";
}

export interface DesktopSnapshot {
  /** null: this is a browser. */
  readonly desktop: DesktopState | null;
}
