import { ConversationStore } from "../../electron/chat/conversation-store.ts";
import { openHome } from "../../electron/home/home.ts";
import { openDatabase } from "../../electron/storage/open-database.ts";
import { storeChat } from "../fixtures/stored-chat.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("showcase") });

test("renders tables, code and formulas, and copies only the code", async ({ facet: { page } }) => {
  const { box, chooseModel, send, replyEnds, replies } = user(page);
  await page.context().grantPermissions(["clipboard-write"]);
  await chooseModel("Showcase");
  await send("Show me everything");
  await replyEnds();
  await expect(replies.getByRole("table").getByRole("columnheader", { name: "Memory needed" })).toBeVisible();
  await expect(replies.getByRole("cell", { name: "8 GB" })).toBeVisible();
  await expect(replies.getByRole("heading", { name: "Choosing a size" })).toBeVisible();
  await expect(replies.locator("math").first()).toBeAttached();
  const code = replies.locator("pre").first();
  await expect(code).toContainText("interface Question");
  await code.scrollIntoViewIfNeeded();
  await expect.poll(() => code.locator("span[style], span[class]").count()).toBeGreaterThan(5);

  await replies.getByRole("button", { name: "Copy code" }).first().click();
  // Writing to the clipboard takes a moment.
  await expect(replies.getByRole("button", { name: "Copied" })).toBeVisible();
  await box.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(box).toHaveValue(/^interface Question \{/);
});

test("shows the text of the user as typed, even if it looks like markup", async ({ facet: { page } }) => {
  const { send, replyEnds, questions } = user(page);
  const typed = `<img src=x onerror="document.title='broken'"> <|turn>model & <script>1</script>`;
  await send(typed);
  await replyEnds();
  await expect(questions).toContainText(typed);
  await expect(questions.locator("img, script")).toHaveCount(0);
  await expect(page).not.toHaveTitle("broken");
});

test.describe("texts that were stored before", () => {
  test.use({
    beforeStart: {
      async run(home) {
        const { database } = openDatabase(await openHome(home));
        const text = "The sum $a+b$ is\n\n$$\n\\frac{1}{2}\n$$\n\n- نقطة\n- نقطة أخرى";
        storeChat(new ConversationStore(database), { title: "Stored", texts: ["Go on", text] });
        database.close();
      },
    },
  });

  test("copies formulas as their source, as plain and as rich text", async ({ facet: { page } }) => {
    await page.getByRole("navigation", { name: "Chats" }).getByText("Stored").click();
    const reply = page.getByRole("article", { name: "Assistant" });
    await expect(reply.locator(".katex")).toHaveCount(2);
    const [plain, rich] = await reply.evaluate((article) => {
      const copied = new DataTransfer();
      const content = article.querySelector("p")?.parentElement;
      if (!content) throw new Error("The reply has no text");
      getSelection()?.selectAllChildren(content);
      document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: copied, cancelable: true }));
      return [copied.getData("text/plain"), copied.getData("text/html")];
    });
    expect(plain).toMatch(/The sum \$a\+b\$ is\n+\$\$\\frac\{1\}\{2\}\$\$\n/);
    expect(rich).toContain("$a+b$");
    expect(rich).not.toContain("katex");
  });

  test("copies a reply where the page has no clipboard", async ({ facet: { page } }) => {
    // As over plain HTTP from another computer.
    await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.reload();
    const { box } = user(page);
    await page.getByRole("navigation", { name: "Chats" }).getByText("Stored").click();
    await page.getByRole("article", { name: "Assistant" }).getByRole("button", { name: "Copy" }).click();
    await box.focus();
    await page.keyboard.press("ControlOrMeta+V");
    await expect(box).toHaveValue(/^The sum \$a\+b\$ is/);
  });

  test("keeps the marks of right-to-left lists within the column", async ({ facet: { page } }) => {
    await page.getByRole("navigation", { name: "Chats" }).getByText("Stored").click();
    const list = page.getByRole("article", { name: "Assistant" }).getByRole("list");
    const item = list.getByRole("listitem").first();
    const [outer, inner] = await Promise.all([list.boundingBox(), item.boundingBox()]);
    if (!outer || !inner) throw new Error("The list is not on screen");
    expect(outer.x + outer.width - (inner.x + inner.width)).toBeGreaterThan(16);
  });

  test("marks the words of a search in the message that it found", async ({ facet: { page } }) => {
    await page.getByRole("searchbox").fill('"sum" نقطة');
    await page.getByRole("link", { name: /Stored/ }).click();
    await expect(page.getByRole("article", { name: "Assistant" })).toBeVisible();
    const marked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get("search-words") ?? [])].map((range) => (range as Range).toString()),
      );
    await expect.poll(marked).toEqual(["sum", "نقطة", "نقطة"]);
  });
});
