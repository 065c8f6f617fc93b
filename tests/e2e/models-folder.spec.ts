import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";
import { fixtureModel } from "../fixtures/models.ts";

test("lists a model put into the folder while the app is running, and chats with it", async ({ facet }) => {
  const { page } = facet;
  const { chooseModel, send, replyEnds, replies } = user(page);
  await facet.putModel(await fixtureModel("short"), "my-model-Q8_0.gguf");
  const { open, row } = modelsPage(page);
  await open();
  await expect(row("Short")).toBeVisible({ timeout: 5_000 });
  await page.keyboard.press("Escape");
  await chooseModel("Short");
  await send("Hello");
  await replyEnds();
  await expect(replies).toContainText("Here is a short answer");

  await page.reload();
  await expect(page.getByRole("button", { name: "Model: Short" })).toBeVisible();
});

test("lists linked models, and ignores files that are not models", async ({ facet }) => {
  const { page, home } = facet;
  await symlink(await fixtureModel("dense-q4"), join(home, "models", "linked.gguf"));
  await facet.putModel(await fixtureModel("short"), "mmproj-F16.gguf");
  await page.getByRole("button", { name: /^Model: / }).click();
  const menu = page.getByRole("menu");
  await expect(menu.getByText("Random dense Q4")).toBeVisible({ timeout: 5_000 });
  await expect(menu.getByText(/mmproj|Short/)).toHaveCount(0);
});

test("reports that the model of a chat is missing, and continues with another model", async ({ facet }) => {
  const { page, home } = facet;
  const { chooseModel, send, replyEnds, replies } = user(page);
  await facet.putModel(await fixtureModel("short"), "short.gguf");
  await expect(async () => chooseModel("Short")).toPass();
  await send("Hello");
  await replyEnds();

  await rm(join(home, "models", "short.gguf"));
  await expect(page.getByText("Short is no longer on this computer")).toBeVisible({ timeout: 5_000 });
  await page.getByRole("button", { name: "Use Facet Demo" }).click();
  await send("Still there?");
  await replyEnds();
  await expect(replies.last()).toContainText("demo");
});

test("runs a model of another architecture, with a note", async ({ facet }) => {
  const { page } = facet;
  const { chooseModel, send, replyEnds } = user(page);
  await facet.putModel(await fixtureModel("other-architecture"), "other.gguf");
  const { open, details, row, showDetails } = modelsPage(page);
  await open();
  await expect(row("Random other")).toBeVisible({ timeout: 5_000 });
  await showDetails("Random other");
  await expect(details).toContainText("Not a Gemma 4 model (llama)");
  await page.keyboard.press("Escape");
  await chooseModel("Random other");
  await send("Hello");
  await replyEnds();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("reports a damaged model file, and keeps working", async ({ facet }) => {
  const { page } = facet;
  const { send, replyEnds, replies } = user(page);
  await facet.putModel(join(import.meta.dirname, "../../package.json"), "broken.gguf");
  const { open, main } = modelsPage(page);
  await open();
  await expect(main.getByText("Can’t be read")).toBeVisible({ timeout: 5_000 });
  await page.keyboard.press("Escape");
  await send("Hello");
  await replyEnds();
  await expect(replies).toContainText("demo");
});
