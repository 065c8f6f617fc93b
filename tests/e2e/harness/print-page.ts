import type { Page } from "@playwright/test";
import type { PrintToPDFOptions } from "electron";

/** Prints a page as Electron does, with Chromium's own printing. Null: it can't be printed. */
export async function printPage(
  page: Page | undefined,
  options: PrintToPDFOptions,
): Promise<Uint8Array | null> {
  if (!page || typeof options.pageSize !== "string") return null;
  const bytes = await page
    .pdf({
      format: options.pageSize,
      tagged: options.generateTaggedPDF ?? false,
      displayHeaderFooter: options.displayHeaderFooter ?? false,
      printBackground: options.printBackground ?? false,
      // Electron's are 1 cm unless others are given.
      margin: { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" },
    })
    .catch(() => null);
  return bytes && new Uint8Array(bytes);
}
