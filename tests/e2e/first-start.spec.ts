import { listener } from "../fixtures/trained-models.ts";
import { expect, test } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";
import { withTrained } from "./harness/with-trained.ts";

test("shows an introduction, the current model and examples at the first start, and can chat immediately", async ({
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

test.describe("with a model that takes no images", () => {
  test.use({ beforeStart: withTrained(listener) });

  test("never replaces the text of the user with an example", async ({ facet: { page } }) => {
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
});

test("leads from the demo model to Models, which shows the models folder", async ({
  facet: { page, home },
}) => {
  await page.getByRole("button", { name: "Get a model" }).click();
  const { main, showTab } = modelsPage(page);
  await expect(main.getByRole("tab", { name: "Get models" })).toHaveAttribute("aria-selected", "true");
  await showTab("Sources");
  await expect(main.getByText(home, { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(main).toBeHidden();
});

test("keeps a chat after the app is restarted", async ({ facet }) => {
  const { send, replyEnds } = user(facet.page);
  await send("Remember this tomorrow");
  await replyEnds();
  await facet.restart();

  const later = user(facet.page);
  await later.chat("Remember this tomorrow").click();
  await expect(later.questions).toContainText("Remember this tomorrow");
  await expect(later.replies).toContainText("demo");
  await expect(later.chats).toBeVisible();
});
