import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

test("a first start shows what this is, which model is in use and what to try, and can chat at once", async ({
  facet: { page },
}) => {
  const { box, send, replies, replyEnds } = user(page);
  await expect(box).toBeFocused();
  await expect(page.getByText("Nothing you write leaves it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Model: Facet Demo" })).toBeVisible();
  await expect(page.getByText(/small demo model/)).toBeVisible();
  for (const offer of ["Read a receipt", "Transcribe a voice note", "Ask anything"]) {
    await expect(page.getByText(offer)).toBeVisible();
  }

  await send("Hello");
  await replyEnds();
  await expect(replies).toContainText("Facet’s tiny built-in demo");
  await expect(box).toBeFocused();
});

test("an example never takes the place of what a person wrote", async ({ facet: { page } }) => {
  const { box } = user(page);
  const example = (name: RegExp) => page.getByRole("button", { name });
  await example(/^Ask anything/).click();
  await expect(box).toHaveValue(/^Why is the sky blue/);
  await example(/^Read a receipt/).click();
  await expect(box).not.toHaveValue(/sky/);
  await expect(box).not.toHaveValue("");

  await box.fill("My careful draft");
  await example(/^Ask anything/).click();
  await expect(box).toHaveValue("My careful draft");
  await example(/^Read a receipt/).click();
  await expect(box).toHaveValue(/.\n\nMy careful draft$/s);
});

test("the way from the demo to a real model leads to Models, which names the folder", async ({
  facet: { page, home },
}) => {
  await page.getByRole("button", { name: "Get a real model" }).click();
  const dialog = page.getByRole("dialog", { name: "Models" });
  await expect(dialog.getByText(home, { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("what was written is there after the app is closed and opened again", async ({ facet }) => {
  const { send, replyEnds, chats } = user(facet.page);
  await send("Remember this tomorrow");
  await replyEnds();
  await facet.restart();

  const later = user(facet.page);
  await later.chat("Remember this tomorrow").click();
  await expect(later.questions).toContainText("Remember this tomorrow");
  await expect(later.replies).toContainText("demo");
  await expect(chats).toBeVisible();
});
