import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short"), viewport: { width: 1000, height: 480 } });

const longText = Array.from({ length: 200 }, (_unused, index) => `Line ${index + 1}`).join("\n");

test("keeps the scroll position when the user expands or collapses content", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, thinking, reasoning, questions, replies } = user(page);
  await chooseModel("Short");
  await thinking.click();
  await send("One");
  await replyEnds();
  await send(longText);
  await replyEnds();
  const scrollToBottom = page.getByRole("button", { name: "Scroll to bottom" });
  await expect(scrollToBottom).toBeHidden();

  const header = reasoning.last();
  const before = await header.boundingBox();
  await header.click();
  await expect(header).toHaveAttribute("aria-expanded", "true");
  await page.waitForTimeout(300);
  expect((await header.boundingBox())?.y).toBeCloseTo(before?.y ?? -1, 0);
  await header.click();
  await expect(scrollToBottom).toBeHidden();

  const showAll = questions.last().getByRole("button", { name: "Show all" });
  await showAll.scrollIntoViewIfNeeded();
  const top = await questions.last().boundingBox();
  await showAll.click();
  await expect(questions.last().getByRole("button", { name: "Show less" })).not.toBeInViewport();
  expect((await questions.last().boundingBox())?.y).toBeCloseTo(top?.y ?? -1, 0);
  await expect(scrollToBottom).toBeVisible();
  await questions.last().getByRole("button", { name: "Show less" }).click();
  await expect(replies.last()).toBeInViewport();

  // After an edited message is sent, its reply is followed regardless of the scroll position.
  await questions.last().hover();
  await questions.last().getByRole("button", { name: "Edit" }).click();
  const box = page.getByRole("textbox", { name: "Edit text" });
  await expect(box).toBeInViewport();
  await box.press("Enter");
  await expect(box).toBeHidden();
  await replyEnds();
  await expect(replies.last()).toBeInViewport();
  await expect(scrollToBottom).toBeHidden();
});

test("shows the top of the start screen in a low window", async ({ facet: { page } }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await page.reload();
  const title = page.getByRole("heading", { level: 2 }).first();
  await expect(title).toBeVisible();
  await page.waitForTimeout(300);
  await expect(title).toBeInViewport({ ratio: 1 });
});
