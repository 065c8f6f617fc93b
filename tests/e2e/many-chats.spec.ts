import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short", "endless-slow") });

test("shows that the reply of a second chat is queued, and keeps both replies", async ({
  facet: { page },
}) => {
  const { chooseModel, send, replies, newChat, chat, stop, replyEnds } = user(page);
  await chooseModel("Endless, slow");
  await send("The first chat");
  await expect(replies).toContainText("Choosing", { timeout: 20_000 });

  await newChat();
  await send("The second chat");
  await expect(page.getByText("1 reply ahead")).toBeVisible();

  await chat("The first chat").click();
  await expect(replies).toContainText("Choosing a size");
  await stop.click();
  await replyEnds();

  await chat("The second chat").click();
  await expect(replies).toContainText("Choosing", { timeout: 20_000 });
  await stop.click();
  await replyEnds();
  await chat("The first chat").click();
  await expect(replies).toContainText("Choosing a size");
});

test("stops a queued reply before it starts", async ({ facet: { page } }) => {
  const { chooseModel, send, replies, newChat, stop, replyEnds, chat } = user(page);
  await chooseModel("Endless, slow");
  await send("The first chat");
  await expect(replies).toContainText("Choosing", { timeout: 20_000 });
  await newChat();
  await send("The second chat");
  await expect(page.getByText("1 reply ahead")).toBeVisible();
  await stop.click();
  await replyEnds();
  await expect(page.getByText("Stopped before the reply began.")).toBeVisible();
  await chat("The first chat").click();
  await stop.click();
  await replyEnds();
});

test("uses a model chosen during a reply from the next reply on", async ({ facet: { page } }) => {
  const { chooseModel, send, replies, stop, replyEnds } = user(page);
  await chooseModel("Endless, slow");
  await send("Go on");
  await expect(replies).toContainText("Choosing", { timeout: 20_000 });
  await chooseModel("Short");
  await expect(stop).toBeVisible();
  await stop.click();
  await replyEnds();
  await send("And you?");
  await replyEnds();
  await expect(replies.last()).toContainText("Here is a short answer");
});

test("continues to show a streaming reply after a reload", async ({ facet: { page } }) => {
  const { chooseModel, send, replies, stop, replyEnds } = user(page);
  await chooseModel("Endless, slow");
  await send("Go on for ever");
  await expect(replies).toContainText("Choosing a size", { timeout: 20_000 });
  await page.reload();
  await expect(replies).toContainText("Choosing a size");
  const length = (await replies.innerText()).length;
  await expect.poll(async () => (await replies.innerText()).length).toBeGreaterThan(length);
  await stop.click();
  await replyEnds();
  await expect(replies).toContainText(/Choosing a size\s*Every size answers well/);
});

test("shows the same reply in two tabs, and stops it in both @browser", async ({ facet }) => {
  const first = user(facet.page);
  await first.chooseModel("Endless, slow");
  await first.send("Seen twice");
  await expect(first.replies).toContainText("Choosing a size", { timeout: 20_000 });

  const tab = await facet.openTab();
  const second = user(tab);
  await second.chat("Seen twice").click();
  await expect(second.replies).toContainText("Choosing a size");
  await second.stop.click();
  await first.replyEnds();
  await second.replyEnds();
  await expect(first.replies).toContainText("Stopped.");
  // Only the text of the replies, without their controls.
  const words = async (who: typeof first) => who.replies.locator("p").allInnerTexts();
  expect(await words(first)).toEqual(await words(second));
});

test("renames, deletes, restores and searches chats", async ({ facet: { page } }) => {
  const { send, replyEnds, chat, chats, newChat } = user(page);
  await send("Plans for the garden");
  await replyEnds();
  await newChat();
  await send("三月的花园计划");
  await replyEnds();

  await chat("Plans for the garden").hover();
  await page.getByRole("button", { name: /Options for “Plans/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Chat title" }).fill("Garden");
  await page.keyboard.press("Enter");
  await expect(chat("Garden")).toBeVisible();

  await chat("Garden").hover();
  await page.getByRole("button", { name: /Options for “Garden/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(chat("Garden")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(chat("Garden")).toBeVisible();

  await page.getByRole("searchbox").fill("花园");
  await expect(page.getByText("1 chat found")).toBeAttached();
  await page.getByRole("searchbox").fill("plans for");
  await expect(chats.or(page.getByRole("region"))).not.toHaveCount(0);
  await expect(page.getByText("Garden").first()).toBeVisible();
});
