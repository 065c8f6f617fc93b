import { win32 } from "node:path";
import { scriptMark, startsComment } from "./command-file.ts";

/**
 * The command of Windows, which needs no rights for links: a batch file that starts the app's own, by its path
 * from here, since batch files are read in a code page that may lack the letters of the user's name.
 * @returns null where the path cannot be written
 */
export function windowsCommand(launcher: string, folder: string): string | null {
  const path = win32.relative(folder, launcher);
  // Percent signs and quotation marks mean something else in batch files.
  if (!/^[\x20-\x7e]+$/.test(path) || /["%]/.test(path)) return null;
  const batch = `"${win32.isAbsolute(path) ? "" : "%~dp0"}${path}"`;
  return [
    "@echo off",
    `rem ${scriptMark}`,
    `rem ${startsComment(path)}`,
    `if not exist ${batch} echo Facet was moved or removed. Its settings install the command again. 1>&2`,
    `if not exist ${batch} exit /b 1`,
    `${batch} %*`,
    "",
  ].join("\r\n");
}
