import type { Locator } from "@playwright/test";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";
import { shortAnswer } from "../fixtures/texts.ts";

test.use({ beforeStart: withModels("short", "endless-slow") });

test("keeps the text of a stopped reply, and continues the chat", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, replies, stop } = user(page);
  await chooseModel("Endless, slow");
  await send("Go on for ever");
  await expect(replies).toContainText("Choosing a size", { timeout: 20_000 });
  await stop.click();
  await replyEnds();
  await expect(replies).toContainText("Choosing a size");
  await expect(page.getByText("Stopped. The text so far is kept.")).toBeVisible();

  const lengthSoFar = (await replies.innerText()).length;
  await replies.getByRole("button", { name: "Continue" }).click();
  await expect.poll(async () => (await replies.innerText()).length).toBeGreaterThan(lengthSoFar + 20);
  await stop.click();
  await replyEnds();
  await expect(replies).toContainText("Choosing a size");

  await chooseModel("Short");
  await send("And now?");
  await replyEnds();
  await expect(replies.last()).toContainText(shortAnswer);
});

test("stops a reply with Escape", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, replies } = user(page);
  await chooseModel("Endless, slow");
  await send("Go on for ever");
  await expect(replies).toContainText("Choosing", { timeout: 20_000 });
  await page.keyboard.press("Escape");
  await replyEnds();
  await expect(page.getByText("Stopped. The text so far is kept.")).toBeVisible();
});

test("regenerates a reply, and can show the earlier version", async ({ facet: { page } }) => {
  const { chooseModel, send, replyEnds, replies } = user(page);
  await send("Which model are you?");
  await replyEnds();
  await chooseModel("Short");
  await replies.getByRole("button", { name: "Regenerate" }).click();
  await expect(replies).toContainText(shortAnswer);
  await replyEnds();
  await expect(replies).toHaveCount(1);
  await expect(page.getByText("2/2")).toBeVisible();

  await page.getByRole("button", { name: "Earlier version" }).click();
  await expect(replies).toContainText("Facet’s tiny built-in demo");
  await page.reload();
  await expect(replies).toContainText("Facet’s tiny built-in demo");
  await page.getByRole("button", { name: "Later version" }).click();
  await expect(replies).toContainText(shortAnswer);
});

test("creates a new version for an edited message, and keeps the earlier version with its replies", async ({
  facet: { page },
}) => {
  const { chooseModel, send, replyEnds, questions, replies } = user(page);
  await chooseModel("Short");
  await send("What is teh time?");
  await replyEnds();
  await send("Thanks");
  await replyEnds();

  await questions.first().hover();
  await questions.first().getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Edit text" }).fill("What is the time?");
  await questions.first().getByRole("button", { name: "Send" }).click();
  await expect(questions).toHaveCount(1);
  await expect(questions).toContainText("What is the time?");
  await replyEnds();
  await expect(replies).toHaveCount(1);

  await questions.first().hover();
  await page.getByRole("button", { name: "Earlier version" }).first().click();
  await expect(questions).toHaveCount(2);
  await expect(questions.first()).toContainText("teh");
  await expect(replies).toHaveCount(2);
});

test("copies a reply as Markdown", async ({ facet: { page } }) => {
  const { box, send, replyEnds, replies } = user(page);
  await page.context().grantPermissions(["clipboard-write"]);
  await send("Hello");
  await replyEnds();
  // The clipboard belongs to the whole computer: another test may write to it in between.
  await expect(async () => {
    await replies.getByRole("button", { name: /^Cop(y|ied)$/ }).click();
    await expect(replies.getByRole("button", { name: "Copied", exact: true })).toBeVisible();
    await box.fill("");
    await page.keyboard.press("ControlOrMeta+V");
    await expect(box).toHaveValue(/\*\*Facet’s tiny built-in demo\*\*/, { timeout: 2_000 });
  }).toPass();
});

test("edits a reply, deletes messages and forks the chat, each of which can be undone", async ({
  facet: { page },
}) => {
  const { box, chat, chooseModel, send, replyEnds, questions, replies } = user(page);
  await chooseModel("Short");
  await send("First question");
  await replyEnds();
  await send("Second question");
  await replyEnds();
  const choose = async (article: Locator, item: string) => {
    await article.hover();
    await article.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: item, exact: true }).click();
  };
  const undo = page.getByRole("button", { name: "Undo" });

  await choose(replies.first(), "Edit reply");
  await page.getByRole("textbox", { name: "Edit text" }).fill("My own words");
  await replies.first().getByRole("button", { name: "Save" }).click();
  await expect(replies.first()).toContainText("My own words");
  await undo.click();
  await expect(replies.first()).toContainText(shortAnswer);

  await choose(questions.last(), "Delete message");
  await expect(questions).toHaveCount(1);
  await expect(replies).toHaveCount(2);
  await undo.click();
  await expect(questions).toHaveCount(2);

  await choose(questions.last(), "Delete this and everything after it");
  await expect(replies).toHaveCount(1);
  await expect(box).toBeFocused();
  await undo.last().click();
  await expect(replies).toHaveCount(2);

  await choose(replies.first(), "Fork chat from here");
  await expect(chat("First question (2)")).toHaveAttribute("aria-current", "page");
  await expect(questions).toHaveCount(1);
  await chat("First question").last().click();
  await expect(questions).toHaveCount(2);
});
