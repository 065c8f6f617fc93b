import { ConversationStore } from "../../electron/chat/conversation-store.ts";
import { openHome } from "../../electron/home/home.ts";
import { openDatabase } from "../../electron/storage/open-database.ts";
import { storeChat } from "../fixtures/stored-chat.ts";
import { expect, test } from "./harness/facet.ts";

const nested = `${"\\frac{1}{".repeat(150)}x${"}".repeat(150)}`;
const replies: readonly string[] = [
  `Deep: $$${nested}$$ and small: $\\frac{1}{2}$.`,
  "Macros: $$\\def\\a{xx}\\def\\b{\\a\\a}\\def\\c{\\b\\b}\\edef\\d{\\c\\c\\c}\\d$$",
  `${"|a".repeat(2000)}|\n${"|-".repeat(2000)}|\n${"|\n".repeat(500)}`,
  `Signs: ${"__a*".repeat(5000)}`,
  `${"A paragraph with **bold** text.\n\n".repeat(6000)}The last words.`,
];

test.use({
  beforeStart: {
    async run(home) {
      const { database } = openDatabase(await openHome(home));
      const store = new ConversationStore(database);
      storeChat(store, { title: "Hostile", texts: replies.flatMap((text) => ["Go on", text]) });
      storeChat(store, { title: "Harmless", texts: ["Hello", "Some **bold** words."] });
      database.close();
    },
  },
});

test("shows replies that are too expensive to draw as their source", async ({ facet: { page } }) => {
  await page.getByRole("navigation", { name: "Chats" }).getByText("Hostile").click();
  const articles = page.getByRole("article", { name: "Assistant" });
  await expect(articles).toHaveCount(replies.length);
  const [deep, macros, table, signs, long] = replies.map((_text, index) => articles.nth(index));
  if (!deep || !macros || !table || !signs || !long) throw new Error("A reply is missing");

  await expect(deep).toContainText(nested);
  await expect(deep).toContainText("too large to draw");
  await expect(deep.locator("math")).toHaveCount(1);
  await expect(macros).toContainText("\\edef\\d{\\c\\c\\c}");
  await expect(macros).toContainText("too large to draw");
  await expect(table.locator("td")).toHaveCount(0);
  await expect(table).toContainText("it is shown as it was written");
  await expect(signs).toContainText("__a*".repeat(5000));
  await expect(long).toContainText("The last words.");
  expect(await long.locator("strong").count()).toBeGreaterThan(1000);
  expect(await long.textContent()).toContain("A paragraph with **bold** text.");
});

test("opens a chat without formatting after the page died while drawing it", async ({ facet: { page } }) => {
  const chats = page.getByRole("navigation", { name: "Chats" });
  const mark = () =>
    page.waitForFunction(() => Object.keys(localStorage).find((key) => key.startsWith("facet.drawing.")));
  const last = page.getByRole("article", { name: "Assistant" }).last();
  // The long reply takes many frames, in each of which the mark of its chat is there.
  await Promise.all([mark(), chats.getByText("Hostile").click()]);
  const key = await (await mark()).jsonValue();
  await expect.poll(() => page.evaluate((name) => localStorage.getItem(name), key ?? "")).toBeNull();

  // A page that dies leaves the mark.
  await page.evaluate((name) => localStorage.setItem(name, "1"), key ?? "");
  await page.reload();
  await expect(last).toContainText("A paragraph with **bold** text.");
  await expect(last.locator("strong")).toHaveCount(0);
  await expect(page.getByRole("alert")).toContainText("Facet stopped while it was drawing this chat");
  await page.reload();
  await expect(last.locator("strong")).toHaveCount(0);
  await page.getByRole("button", { name: "Show with formatting" }).click();
  await expect(last.locator("strong").first()).toBeVisible();

  await chats.getByText("Harmless").click();
  await expect(page.getByRole("article", { name: "Assistant" }).locator("strong")).toHaveText("bold");
});
