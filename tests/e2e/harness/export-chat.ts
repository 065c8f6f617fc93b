import { readFile } from "node:fs/promises";
import { expect, type Facet } from "./facet.ts";

/** A person chats, and exports the chat with the keyboard; the archive, which is not compressed, and its name. */
export async function exportAChat({
  page,
}: Facet): Promise<{ readonly name: string; readonly archive: string }> {
  await page.getByRole("textbox", { name: "Message" }).fill("Hello **there**");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await page.getByRole("button", { name: "Options for “Hello there”" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rename" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Export" })).toBeFocused();
  const started = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const download = await started;
  return { name: download.suggestedFilename(), archive: await readFile(await download.path(), "latin1") };
}

export function expectTheChat({ name, archive }: Awaited<ReturnType<typeof exportAChat>>): void {
  expect(name).toBe("Hello there.zip");
  expect(archive).toMatch(/^PK/);
  expect(archive).toContain("Hello there/Hello there.md");
  expect(archive).toMatch(
    /# Hello there\n\n\*Exported from Facet on [\d-]+\*\n\n## You\n\nHello \*\*there\*\*\n\n## Assistant/,
  );
}
