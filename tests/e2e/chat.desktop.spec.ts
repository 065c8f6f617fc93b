import { expect, test } from "./harness/facet.ts";

test("the desktop app chats with the demo model over its preload", async ({ facet: { page } }) => {
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("article", { name: "You" })).toContainText("Hello");
  await expect(page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
});
