import type { Page } from "@playwright/test";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short") });

/** Presses Tab until the element with this name has the focus. Throws after 40 presses. */
async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (typeof name === "string" ? focused.trim() === name : name.test(focused.trim())) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test("supports every step of a chat by keyboard: thinking, sending, regenerating, switching models, searching", async ({
  facet: { page },
}) => {
  const { box, replies, replyEnds, thinking, reasoning, questions } = user(page);
  await expect(box).toBeFocused();
  await tabTo(page, "Thinking");
  await page.keyboard.press("Space");
  await expect(thinking).toBeChecked();
  await box.focus();
  await page.keyboard.type("Two lines,");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("one message");
  await page.keyboard.press("Enter");
  await expect(questions).toContainText("Two lines,\none message");
  await replyEnds();
  await expect(box).toBeFocused();

  await tabTo(page, /^Reasoning/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(reasoning).toHaveAttribute("aria-expanded", "true");
  await tabTo(page, "Regenerate");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2/2")).toBeVisible();
  await replyEnds();

  await tabTo(page, /^Model: |^Facet Demo/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Model: Short" })).toBeVisible();

  // Browsers reserve the key that the desktop app has.
  const newChat = page.getByRole("button", { name: "New chat" }).first();
  await page.keyboard.press((await newChat.getAttribute("aria-keyshortcuts")) ?? "");
  await expect(box).toBeFocused();
  await expect(replies).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("lines");
  await expect(page.getByText("1 chat found")).toBeAttached();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(questions).toContainText("Two lines");

  await page.keyboard.press("ControlOrMeta+,");
  await expect(page.getByRole("main", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main", { name: "Settings" })).toBeHidden();
});

test("does not send on the Enter that confirms the text of an input method", async ({ facet: { page } }) => {
  const { box, questions } = user(page);
  await box.focus();
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
  await page.keyboard.press("Enter");
  await client.send("Input.insertText", { text: "你好" });
  await expect(box).toHaveValue(/你好/);
  await expect(questions).toHaveCount(0);
});
