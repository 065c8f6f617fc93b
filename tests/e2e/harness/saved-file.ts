import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** Presses the button, and returns the file that is downloaded. */
export async function savedFile(
  page: Page,
  button: string,
): Promise<{ readonly name: string; readonly text: string }> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).press("Enter");
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}
