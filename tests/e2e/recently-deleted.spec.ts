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
    await chat(title).waitFor();
  }

  // In a narrow window the list is a drawer; what it says is in there, where it can be reached.
  await page.setViewportSize({ width: 390, height: 640 });
  await page.getByRole("button", { name: "Show sidebar" }).click();
  const drawer = page.getByRole("dialog", { name: "Sidebar" });
  await chat("One").focus();
  await page.keyboard.press("Delete");
  const undo = drawer.getByRole("status").getByRole("button", { name: "Undo" });
  // It stays as long as the pointer is on it.
  await undo.hover();
  await expect(undo).toBeInViewport({ ratio: 1 });
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(undo).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(chat("One")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 800 });

  for (const title of ["One", "Two", "Three"]) {
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
