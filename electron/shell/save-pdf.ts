import { basename, join } from "node:path";
import { app, dialog, type BrowserWindow } from "electron";
import type { SavedPdf } from "../../shared/ipc/desktop-routes.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { safeFileName } from "../../shared/safe-file-name.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import { paperSize } from "./paper-size.ts";
import { mainWindow } from "./window.ts";

/** As the umask has it: the file is the user's, like one that was downloaded. */
const fileMode = 0o666;

/**
 * Prints the main window into a file that the user chooses in the system's dialog. Null: the user cancelled. A file
 * that is there stays as it is unless the new one is complete.
 * @throws AppError `file-not-written`, `print-failed`
 */
export async function savePdf(title: string): Promise<SavedPdf | null> {
  const window = mainWindow();
  if (window === null) throw new AppError("print-failed", "The main window is closed");
  const { filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath("downloads"), `${safeFileName(title, "")}.pdf`),
    filters: [{ name: "PDF", extensions: ["pdf"] }],
  });
  // Empty where the user cancelled.
  if (!filePath) return null;
  const pdf = await print(window);
  try {
    await writeFileAtomically(filePath, pdf, fileMode);
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    const name = basename(filePath);
    throw new AppError("file-not-written", `${name} could not be written: ${reason}`, { name, reason });
  }
  return { path: filePath };
}

async function print({ webContents }: BrowserWindow): Promise<Buffer> {
  try {
    return await webContents.printToPDF({
      pageSize: paperSize(app.getLocaleCountryCode(), app.getLocale()),
      displayHeaderFooter: false,
      // Headings, tables and pictures are told to screen readers.
      generateTaggedPDF: true,
    });
  } catch (thrown) {
    throw new AppError("print-failed", `The page could not be printed: ${String(thrown)}`);
  }
}
