import type { Download } from "@playwright/test";
import { expect, type Facet } from "./facet.ts";

/** Sends a message, and exports the chat with the keyboard. */
export async function exportAChat({ page }: Facet): Promise<Download> {
  await page.getByRole("textbox", { name: "Message" }).fill("Hello **there**");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await page.getByRole("button", { name: "Options for “Hello there”" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rename" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Export as Markdown" })).toBeFocused();
  const started = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  return started;
}

/** Checks the exported file: a chat without files is one itself. */
export function expectTheChat(name: string, markdown: string): void {
  expect(name).toBe("Hello there.md");
  expect(markdown).toMatch(
    /^# Hello there\n\n\*Exported from Facet on [\d-]+\*\n\n## You\n\nHello \*\*there\*\*\n\n## Assistant/,
  );
}
