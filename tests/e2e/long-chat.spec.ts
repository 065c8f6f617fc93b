import { writeLongChat } from "../../scripts/bench/ui/long-chat.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

const title = "A long conversation";

test.use({ beforeStart: { run: (home: string) => writeLongChat(home, title, 1000) } });

test("supports find-in-page and selection in a chat of 1,000 messages", async ({ facet: { page } }) => {
  const { chat, replies } = user(page);
  await chat(title).click();
  await expect(replies.last()).toBeInViewport();
  await expect(replies).toHaveCount(500, { timeout: 30_000 });

  // Find-in-page finds text far away and scrolls it into view. A headless page finds it but does not scroll.
  const isFound = () =>
    page.evaluate((words) => {
      const finder = window as unknown as {
        find(text: string, isExact: boolean, back: boolean, wrap: boolean): boolean;
      };
      const isThere = finder.find(words, true, false, true);
      getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: "center" });
      return isThere;
    }, "Question 2: why");
  await expect.poll(isFound).toBe(true);
  await expect(page.getByText("Question 2: why is that?", { exact: true })).toBeInViewport();
  // It stays in view while the page continues its layout.
  await page.waitForTimeout(500);
  await expect(page.getByText("Question 2: why is that?", { exact: true })).toBeInViewport();

  const selected = await page.evaluate(() => {
    const [first, second] = document.querySelectorAll('article[aria-label="You"]');
    if (!first || !second) return "";
    getSelection()?.setBaseAndExtent(first, 0, second, second.childNodes.length);
    return getSelection()?.toString() ?? "";
  });
  expect(selected).toContain("Question 1:");
  expect(selected).toContain("Question 2:");
});

test("stops following a reply when scrolled up, and returns to the end with Scroll to bottom", async ({
  facet: { page },
}) => {
  const { chat, send, replies, replyEnds, questions } = user(page);
  await chat(title).click();
  await expect(replies).toHaveCount(500, { timeout: 30_000 });
  await page.getByText("Question 500: why is that?").hover();
  await page.mouse.wheel(0, -3000);
  await expect(page.getByRole("button", { name: "Scroll to bottom" })).toBeVisible();
  await page.getByRole("button", { name: "Scroll to bottom" }).click();
  await expect(replies.last()).toBeInViewport();
  await send("One more");
  await replyEnds();
  await expect(questions.last()).toContainText("One more");
  await expect(replies.last()).toBeInViewport();
});

test("opens the menu of a message far away, and keeps the focus on its button when that comes near", async ({
  facet: { page },
}) => {
  const { chat, replies, questions } = user(page);
  await chat(title).click();
  await expect(replies).toHaveCount(500, { timeout: 30_000 });
  const menu = page.getByRole("menu", { name: "More actions" });
  const more = (question: number) => questions.nth(question).getByRole("button", { name: "More actions" });

  // As a screen reader presses it.
  await more(0).evaluate((button: HTMLElement) => button.click());
  await expect(menu.getByRole("menuitem", { name: "Delete message" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(more(0)).toBeFocused();

  await more(250).evaluate((button) => button.focus({ preventScroll: true }));
  await expect(more(250)).not.toBeInViewport();
  // What is above it may get another height when it is drawn.
  await expect(async () => {
    await more(250).evaluate((button) => button.scrollIntoView({ block: "center" }));
    await expect(more(250)).toBeInViewport({ timeout: 1000 });
  }).toPass();
  await expect(more(250)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
});
