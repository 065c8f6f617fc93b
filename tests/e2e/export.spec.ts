import { readFile } from "node:fs/promises";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { expectTheChat, exportAChat } from "./harness/export-chat.ts";

test("exports a chat as a file with the keyboard", async ({ facet }) => {
  const download = await exportAChat(facet);
  expectTheChat(download.suggestedFilename(), await readFile(await download.path(), "latin1"));
  // The page still shows the chat.
  await expect(facet.page.getByRole("article", { name: "You" })).toContainText("Hello **there**");
});

test("exports everything that is stored of a chat as JSON", async ({ facet }) => {
  const { page } = facet;
  const { send, replyEnds } = user(page);
  await send("Line 0\nLine 1");
  await replyEnds();
  await page.getByRole("button", { name: "Options for “Line 0”" }).press("Enter");
  const started = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as JSON" }).click();
  const download = await started;
  const stored = JSON.parse(await readFile(await download.path(), "utf8")) as {
    readonly messages: unknown[];
  };
  expect(download.suggestedFilename()).toBe("Line 0.json");
  expect(stored.messages).toHaveLength(2);
  await expect(page.getByText(/downloads folder/)).toBeVisible();
});

// The desktop app writes the PDF itself: export-pdf.desktop.spec.ts.
test("prints the chat and nothing else @browser", async ({ facet: { page } }, info) => {
  const { send, replyEnds, replies } = user(page);
  await send(Array.from({ length: 60 }, (_, at) => `Line ${at}`).join("\n"));
  await replyEnds();
  // A browser without a window has no print dialog.
  await page.evaluate(() => (window.print = () => document.body.setAttribute("data-asked", "to print")));
  await page.getByRole("button", { name: "Options for “Line 0”" }).press("Enter");
  await expect(page.getByRole("menuitem", { name: /PDF/ })).toHaveText("Print or save as PDF…");
  await page.getByRole("menuitem", { name: /PDF/ }).press("Enter");
  await expect(page.locator("body")).toHaveAttribute("data-asked", "to print");

  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Line 59")).toBeVisible();
  await expect(replies).toBeVisible();
  for (const hidden of [
    page.getByRole("navigation", { name: "Chats" }),
    page.getByRole("textbox", { name: "Message" }),
    page.getByRole("button", { name: /^Model: / }),
    replies.getByRole("button", { name: "Copy" }),
  ])
    await expect(hidden).toBeHidden();
  await page.screenshot({ path: info.outputPath("printed.png"), fullPage: true });
});

test("answers 404 for the export of an unknown chat", async ({ facet }) => {
  facet.troubles.expect(/404/);
  const status = await facet.page.evaluate(async () => {
    const keys = JSON.parse(localStorage.getItem("facet.keys") ?? "{}") as { readonly mediaKey?: string };
    return (await fetch(`/export/nothing?key=${keys.mediaKey ?? ""}`)).status;
  });
  expect(status).toBe(404);
});
