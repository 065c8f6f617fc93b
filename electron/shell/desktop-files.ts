import { dialog, shell } from "electron";
import type { DesktopFiles } from "../models/models-on-disk.ts";

/** The system's file manager and file dialog. */
export const desktopFiles: DesktopFiles = {
  async openFolder(path) {
    await shell.openPath(path);
  },
  revealFile: (path) => shell.showItemInFolder(path),
  async chooseModel(what) {
    const { filePaths } = await dialog.showOpenDialog(
      what === "file"
        ? { properties: ["openFile"], filters: [{ name: "GGUF", extensions: ["gguf"] }] }
        : { properties: ["openDirectory"] },
    );
    return filePaths[0] ?? null;
  },
};
