import { hangLimits } from "../../electron/inference/local/hang-detector.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("endless-slow", "aborts-on-load") });

test("keeps the text of a reply when the engine crashes, and can retry it", async ({ facet }) => {
  const { page } = facet;
  const { chooseModel, send, replies, replyEnds, stop } = user(page);
  await chooseModel("Endless, slow");
  await send("Go on for ever");
  await expect(replies).toContainText("Choosing a size", { timeout: 20_000 });
  await facet.killEngine();
  await expect(page.getByRole("alert")).toContainText("The model stopped unexpectedly");
  await expect(replies).toContainText("Choosing a size");

  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(replies).toContainText("Choosing a size", { timeout: 20_000 });
  await stop.click();
  await replyEnds();
});

test("stops an engine that freezes during a reply, reports it, and can retry the reply", async ({
  facet,
}) => {
  test.slow();
  const { page } = facet;
  const { chooseModel, send, replies, replyEnds, stop } = user(page);
  await chooseModel("Endless, slow");
  await send("Go on for ever");
  await expect(replies).toContainText("Choosing a size", { timeout: 20_000 });
  await facet.freezeEngine();
  await expect(page.getByRole("alert")).toContainText("The model stopped responding", {
    timeout: hangLimits.silentMs + 20_000,
  });
  await expect(replies).toContainText("Choosing a size");

  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(replies).toContainText("Choosing a size", { timeout: 20_000 });
  await stop.click();
  await replyEnds();
});

test("can use another model after a model made the engine abort", async ({ facet: { page } }) => {
  const { send, replyEnds, replies, newChat, modelItem } = user(page);
  await page.getByRole("button", { name: /^Model: / }).click();
  await modelItem("Aborts").click();
  await expect(page.getByRole("alert").first()).toBeVisible({ timeout: 20_000 });
  await newChat();
  await expect(page.getByRole("button", { name: "Model: Facet Demo" })).toBeVisible();
  await send("Still there?");
  await replyEnds();
  await expect(replies).toContainText("demo");
});

test("keeps an interrupted reply after the app was killed", async ({ facet }) => {
  const { chooseModel, send, replies } = user(facet.page);
  await chooseModel("Endless, slow");
  await send("Go on for ever");
  await expect(replies).toContainText("Every size answers", { timeout: 20_000 });
  // Many tokens later, which take longer than the half second within which text is stored.
  await expect(replies).toContainText("In Python the shape is alike", { timeout: 60_000 });
  await facet.kill();
  await facet.start();

  const later = user(facet.page);
  await later.chat("Go on for ever").click();
  await expect(later.replies).toContainText("Every size answers");
  await expect(later.replies).toContainText("Interrupted");
});

// The window of the desktop app ends with the app.
test("reports a lost connection, keeps the typed text, and reconnects automatically @browser", async ({
  facet,
}) => {
  const { page } = facet;
  const { box, send, replyEnds, replies } = user(page);
  await box.fill("Half a thought");
  await facet.quit();
  await expect(page.getByText("Facet is not running")).toBeVisible();
  await expect(box).toHaveValue("Half a thought");
  await facet.start();
  await expect(box).toHaveValue("Half a thought");
  await send("A whole one");
  await replyEnds();
  await expect(replies).toContainText("demo");
});
