import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

test("Delete all asks first, then empties the list and shows a new chat", async ({ facet: { page } }) => {
  const { send, replyEnds, newChat, chats, replies, box } = user(page);
  await send("First chat");
  await replyEnds();
  await newChat();
  await send("Second chat");
  await replyEnds();
  await box.fill("a draft");

  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const settings = page.getByRole("main", { name: "Settings" });
  const confirmation = page.getByRole("dialog", { name: "Delete all chats?" });
  await settings.getByRole("button", { name: "Delete all chats" }).click();
  await expect(confirmation).toContainText("backup copies");
  await confirmation.getByRole("button", { name: "Cancel" }).click();
  await expect(confirmation).toBeHidden();
  await expect(settings.getByRole("button", { name: "Delete all chats" })).toBeFocused();

  await settings.getByRole("button", { name: "Delete all chats" }).click();
  await confirmation.getByRole("button", { name: "Delete all chats" }).click();
  await expect(page.getByText("All chats are deleted")).toBeVisible();
  await expect(confirmation).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(settings).toBeHidden();
  await expect(chats.getByRole("link")).toHaveCount(0);
  await expect(replies).toHaveCount(0);
  await expect(box).toHaveValue("");

  await page.reload();
  await expect(box).toBeVisible();
  await expect(chats.getByRole("link")).toHaveCount(0);
});
