import { expect, test } from "./harness/facet.ts";

test("a browser gets the app", async ({ facet: { page } }) => {
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
});
