import { readFile } from "node:fs/promises";
import { expect, test } from "./harness/facet.ts";
import { expectTheChat, exportAChat } from "./harness/export-chat.ts";

test("exports a chat as a file with the keyboard", async ({ facet }) => {
  const download = await exportAChat(facet);
  expectTheChat(download.suggestedFilename(), await readFile(await download.path(), "latin1"));
  // The page still shows the chat.
  await expect(facet.page.getByRole("article", { name: "You" })).toContainText("Hello **there**");
});

test("answers 404 for the export of an unknown chat", async ({ facet }) => {
  facet.troubles.expect(/404/);
  const status = await facet.page.evaluate(async () => {
    const keys = JSON.parse(localStorage.getItem("facet.keys") ?? "{}") as { readonly mediaKey?: string };
    return (await fetch(`/export/nothing?key=${keys.mediaKey ?? ""}`)).status;
  });
  expect(status).toBe(404);
});
