import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

test("a held Delete key deletes one chat, which survives a restart and can be restored", async ({
  facet,
}) => {
  const { page } = facet;
  const { send, replyEnds, chat } = user(page);
  const chats = page.getByRole("navigation", { name: "Chats" });
  const titles = ["First question", "Second question", "Third question"];
  for (const title of titles) {
    await page.getByRole("button", { name: "New chat" }).click();
    await send(title);
    await replyEnds();
    await chat(title).waitFor();
  }

  await chat("Second question").focus();
  await page.keyboard.down("Delete");
  // Playwright marks a second `down` without `up` as a repetition, as a held key is.
  for (let repetition = 0; repetition < 8; repetition++) await page.keyboard.down("Delete");
  await page.keyboard.up("Delete");
  await expect(chats.getByRole("link")).toHaveText([/Third question/, /First question/]);

  await facet.restart();
  const later = facet.page.getByRole("navigation", { name: "Chats" });
  const deleted = later.getByRole("button", { name: /^Recently deleted/ });
  await expect(deleted).toHaveText("Recently deleted1");
  await deleted.click();
  const list = later.getByRole("list", { name: "Recently deleted" });
  await expect(list.getByRole("listitem")).toContainText(["30 days left"]);
  await later.getByRole("button", { name: "Restore “Second question”" }).click();
  await expect(later).toContainText("No deleted chats.");
  await facet.page.keyboard.press("Escape");
  await expect(later.getByRole("link")).toHaveText([/Third/, /Second/, /First/]);
});

test("recently deleted chats can be deleted for good, one or all", async ({ facet: { page } }) => {
  const { send, replyEnds, chat } = user(page);
  const chats = page.getByRole("navigation", { name: "Chats" });
  for (const title of ["One", "Two", "Three"]) {
    await page.getByRole("button", { name: "New chat" }).click();
    await send(title);
    await replyEnds();
    await chat(title).focus();
    await page.keyboard.press("Delete");
  }
  await expect(chats).toContainText("Your chats appear here.");
  await chats.getByRole("button", { name: /^Recently deleted/ }).click();
  await chats.getByRole("button", { name: "Delete “Two” for good" }).click();
  await page.getByRole("button", { name: "Delete for good", exact: true }).click();
  await expect(chats.getByRole("listitem")).toHaveText([/^Three/, /^One/]);
  await chats.getByRole("button", { name: "Delete all now" }).click();
  await expect(page.getByRole("dialog", { name: "Delete 2 chats for good?" })).toBeVisible();
  await page.getByRole("button", { name: "Delete for good", exact: true }).click();
  await expect(chats).toContainText("No deleted chats.");
});
