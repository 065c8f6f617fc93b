import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { listener, reader } from "../fixtures/trained-models.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { expectTable } from "./harness/receipt-answers.ts";
import { withTrained } from "./harness/with-trained.ts";

/** The card as it is with a model that sees. */
const receiptCard = (page: Page) =>
  page.getByRole("button", { name: /^Read a receipt From a photo, a scan/ });

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("with a model that sees", () => {
  test.use({ beforeStart: withTrained(reader) });

  test("the first screen leads from a receipt to its table, with the keyboard alone", async ({ facet }) => {
    const { page } = facet;
    const { box, replies, replyEnds } = user(page);
    const [sample] = reader.samples;
    if (!sample) throw new Error("There are no samples");
    const chooser = page.waitForEvent("filechooser");
    await receiptCard(page).focus();
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(sample.path);
    await expect(page.getByRole("group", { name: "Task: Read receipt" })).toBeVisible();
    await attaching(facet).settled();
    await expect(box).toBeFocused();
    await expect(box).toHaveValue(/^Extract all text from this receipt\./);
    await page.keyboard.press("Enter");
    await replyEnds();
    await expectTable(replies, sample);
  });

  test("a file that the task is not for is attached without it", async ({ facet }) => {
    const { page } = facet;
    const [recording] = listener.samples;
    const chooser = page.waitForEvent("filechooser");
    await receiptCard(page).click();
    await (
      await chooser
    ).setFiles({ name: "call.wav", mimeType: "", buffer: await readFile(recording?.path ?? "") });
    await attaching(facet).settled();
    await expect(page.getByRole("group", { name: "What to do with it" })).toBeVisible();
    await expect(user(page).box).toHaveValue("");
  });

  test("before the page knows its model, it says nothing that may turn out wrong, and nothing moves then", async ({
    facet,
  }, info) => {
    const { page } = facet;
    const { promise: released, resolve: release } = Promise.withResolvers<null>();
    await page.context().routeWebSocket(/\/ws$/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => void released.then(() => socket.send(message)));
    });
    await page.reload();
    const receipt = page.getByRole("button", { name: /^Read a receipt/ });
    await expect(receipt).toHaveAccessibleName("Read a receipt");
    await expect(page.getByRole("button", { name: /^Transcribe/ })).toHaveAccessibleName(
      "Transcribe a voice note",
    );
    await expect(page.getByText("You are talking to")).toBeHidden();
    await receipt.press("Enter");
    await expect(user(page).box).toHaveValue("");
    await page.screenshot({ path: info.outputPath("not-known.png") });
    const before = await receipt.boundingBox();
    release(null);
    await expect(receiptCard(page)).toBeVisible();
    await expect(page.getByText("You are talking to Receipt reader")).toBeVisible();
    await page.screenshot({ path: info.outputPath("known.png") });
    expect(await receipt.boundingBox()).toEqual(before);
  });

  test("what hears nothing leads to models that do", async ({ facet }) => {
    const { page } = facet;
    await page.getByRole("button", { name: /^Transcribe a voice note With a model/ }).click();
    const models = page.getByRole("dialog", { name: "Models" });
    const sought = models.getByRole("region", { name: "You need a model that hears" });
    await expect(sought).toContainText("None on this computer does yet");
    const recommended = models.getByRole("region", { name: "Recommended for this computer" });
    await expect(recommended).toContainText("reads text, sees pictures and hears speech");
    const card = (name: string) => models.getByRole("listitem").filter({ hasText: name });
    await expect(card("Gemma 4 12B")).toContainText("hears speech");
    await expect(card("Gemma 4 31B")).toContainText("reads text and sees pictures, but does not hear");
    await expect(card("Receipt reader")).toContainText("reads text and sees pictures, but does not hear");

    // Opened without a purpose, it has none.
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Models", exact: true }).click();
    await expect(recommended).toBeVisible();
    await expect(sought).toBeHidden();
  });
});

test.describe("with a model that hears", () => {
  test.use({ beforeStart: withTrained(listener) });

  test("a recording that is there already is chosen in place of the microphone", async ({ facet }) => {
    const { page } = facet;
    const { box, replies, replyEnds } = user(page);
    const [sample] = listener.samples;
    await page.getByRole("button", { name: /^Transcribe a voice note Speak/ }).press("Enter");
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("dialog").getByRole("button", { name: "Choose a recording" }).press("Enter");
    await (await chooser).setFiles(sample?.path ?? "");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByRole("group", { name: "Task: Transcribe" })).toBeVisible();
    await attaching(facet).settled();
    await expect(box).toBeFocused();
    await page.keyboard.press("Enter");
    await replyEnds();
    await expect(replies.getByRole("listitem")).toHaveText(`0:00${sample?.keys ?? ""}`);
  });
});
