import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";
import { shortAnswer, shortThought } from "../fixtures/texts.ts";

test.use({
  beforeStart: withModels(
    "short",
    "short-appends-nothing",
    "long-thought-slow",
    "ends-in-thought",
    "empty-thought",
  ),
});

for (const model of ["Short", "Short, appends nothing"]) {
  test(`${model} reasons only while Thinking is on`, async ({ facet: { page } }) => {
    const { chooseModel, send, replyEnds, replies, thinking, reasoning } = user(page);
    await chooseModel(model);
    await send("Without");
    await replyEnds();
    await expect(replies).toContainText(shortAnswer);
    await expect(reasoning).toHaveCount(0);

    await thinking.click();
    await expect(thinking).toBeChecked();
    await send("With");
    await replyEnds();
    await expect(replies.last()).toContainText(shortAnswer);
    await expect(reasoning).toHaveAttribute("aria-expanded", "false");
    await expect(page.getByText(shortThought)).toBeHidden();

    await reasoning.click();
    await expect(page.getByText(shortThought)).toBeVisible();
    await expect(page.locator("body")).not.toContainText(/<\|?channel|<\|?turn|thought\n/);
  });
}

test("shows reasoning while it streams, closes it when the answer begins, and keeps it as the user left it", async ({
  facet,
}) => {
  const { chooseModel, send, replyEnds, thinking, reasoning, replies, chat } = user(facet.page);
  await chooseModel("Long thought, slow");
  await thinking.click();
  await send("Think about it");
  await expect(reasoning).toHaveAttribute("aria-expanded", "true", { timeout: 20_000 });
  await expect(reasoning).toHaveText(/Reasoning · \d+\ss/, { timeout: 20_000 });
  await facet.page.getByRole("button", { name: "Stop", exact: true }).click();
  await replyEnds();

  await facet.page.reload();
  await expect(replies).toHaveCount(1);
  await expect(reasoning).toHaveAttribute("aria-expanded", "false");
  await reasoning.click();
  await expect(reasoning).toHaveAttribute("aria-expanded", "true");
  await facet.page.reload();
  await expect(reasoning).toHaveAttribute("aria-expanded", "true");
  await chat("Think about it").waitFor();
});

test("Answer now ends the thinking, and the whole answer follows", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, thinking, reasoning, replies, box } = user(page);
  await chooseModel("Long thought, slow");
  await thinking.click();
  await send("Think about it");
  const answerNow = page.getByRole("button", { name: "Answer now" });
  await answerNow.waitFor({ timeout: 20_000 });
  await answerNow.focus();
  await page.keyboard.press("Enter");
  await expect(box).toBeFocused();
  await replyEnds();
  await expect(answerNow).toBeHidden();
  await expect(reasoning).toHaveText(/Reasoning.*cut short/);
  await expect(replies).toContainText(shortAnswer);

  await page.reload();
  await expect(reasoning).toHaveText(/Reasoning.*cut short/);
});

test("the thinking budget belongs to the chat, and says what it means", async ({ facet: { page } }) => {
  await page.getByRole("button", { name: "Chat options" }).click();
  const budget = page.getByRole("dialog", { name: "Chat options" }).getByLabel("Thinking budget");
  await expect(budget).toHaveAccessibleDescription(/How much the model may think/);
  await expect(budget.getByRole("option")).toHaveText(["Short", "Medium", "Long", "No limit"]);
  await expect(budget).toHaveValue("unlimited");
  await budget.selectOption("Short");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Chat options" }).click();
  await expect(budget).toHaveValue("short");
});

test("reports a reply that ends during reasoning", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, thinking } = user(page);
  await chooseModel("Ends in thought");
  await thinking.click();
  await send("Hm?");
  await replyEnds();
  await expect(
    page.getByText("The model stopped while it was still thinking, and gave no answer."),
  ).toBeVisible();
});

test("shows neither a panel nor tags for empty reasoning", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, replies, reasoning, thinking } = user(page);
  await chooseModel("Empty thought");
  await thinking.click();
  await send("Hm?");
  await replyEnds();
  await expect(replies).toContainText(shortAnswer);
  await expect(replies).not.toContainText("channel");
  await expect(reasoning).toHaveCount(0);
});

test("keeps the Thinking switch per chat", async ({ facet: { page } }) => {
  const { send, replyEnds, thinking, newChat, chat } = user(page);
  await send("First chat");
  await replyEnds();
  await newChat();
  await thinking.click();
  await send("Second chat");
  await replyEnds();
  await chat("First chat").click();
  await expect(thinking).not.toBeChecked();
  await chat("Second chat").click();
  await expect(thinking).toBeChecked();
  // The default for new chats is in Settings.
  await newChat();
  await expect(thinking).not.toBeChecked();
});
