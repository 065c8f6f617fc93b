import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { listener, reader } from "../fixtures/trained-models.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { expectTable } from "./harness/receipt-answers.ts";
import { withTrained } from "./harness/with-trained.ts";

/** The card as shown for a model that supports images. */
const receiptCard = (page: Page) =>
  page.getByRole("button", { name: /^Read a receipt From a photo, a scan/ });

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.describe("with a model that supports images", () => {
  test.use({ beforeStart: withTrained(reader) });

  test("reads a receipt from the start screen, using only the keyboard", async ({ facet }) => {
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

  test("attaches a file of another type without the task", async ({ facet }) => {
    const { page } = facet;
    const [recording] = listener.samples;
    const chooser = page.waitForEvent("filechooser");
    await receiptCard(page).click();
    await (
      await chooser
    ).setFiles({ name: "call.wav", mimeType: "", buffer: await readFile(recording?.path ?? "") });
    await attaching(facet).settled();
    await expect(page.getByRole("group", { name: "Suggested tasks" })).toBeVisible();
    await expect(user(page).box).toHaveValue("");
  });

  // A slow start, which only a socket can be given.
  test("shows no details before the model is known, and does not shift the layout afterwards @browser", async ({
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
    await expect(page.getByText("You are chatting with")).toBeHidden();
    await receipt.press("Enter");
    await expect(user(page).box).toHaveValue("");
    await page.screenshot({ path: info.outputPath("not-known.png") });
    const before = await receipt.boundingBox();
    release(null);
    await expect(receiptCard(page)).toBeVisible();
    await expect(page.getByText("You are chatting with Receipt reader")).toBeVisible();
    await page.screenshot({ path: info.outputPath("known.png") });
    expect(await receipt.boundingBox()).toEqual(before);
  });

  test("leads from a model without audio support to models that support audio", async ({ facet }) => {
    const { page } = facet;
    await page.getByRole("button", { name: /^Transcribe a voice note Needs a model/ }).click();
    const models = page.getByRole("dialog", { name: "Models" });
    const sought = models.getByRole("region", { name: "You need a model that supports audio" });
    await expect(sought).toContainText("No model on this computer does yet");
    const recommended = models.getByRole("region", { name: "Recommended for this computer" });
    await expect(recommended).toContainText("input: text, images and audio");
    const card = (name: string) => models.getByRole("listitem").filter({ hasText: name });
    await expect(card("Gemma 4 12B")).toContainText("input: text, images and audio");
    await expect(card("Gemma 4 31B")).toContainText("input: text and images, no audio");
    await expect(card("Receipt reader")).toContainText("input: text and images, no audio");

    // The note is gone when Models is opened in the usual way.
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Models", exact: true }).click();
    await expect(recommended).toBeVisible();
    await expect(sought).toBeHidden();
  });
});

test.describe("with a model that supports audio", () => {
  test.use({ beforeStart: withTrained(listener) });

  test("transcribes a chosen audio file instead of a new recording", async ({ facet }) => {
    const { page } = facet;
    const { box, replies, replyEnds } = user(page);
    const [sample] = listener.samples;
    await page.getByRole("button", { name: /^Transcribe a voice note Record/ }).press("Enter");
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
