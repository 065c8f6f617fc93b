import { listener } from "../fixtures/trained-models.ts";
import { attaching } from "./harness/attaching.ts";
import { expect } from "./harness/facet.ts";
import { test } from "./harness/microphone.ts";
import { user } from "./harness/user.ts";
import { savedFile } from "./harness/saved-file.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(listener), heard: { samples: listener.samples } });

test("what was said into the microphone becomes text, to the letter, from the first screen on with the keyboard alone", async ({
  facet,
}, info) => {
  test.setTimeout(180_000);
  const { page } = facet;
  const { box, replies, replyEnds } = user(page);
  const files = attaching(facet);
  await page.getByRole("button", { name: /^Transcribe a voice note Speak/ }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeFocused();
  // As long as the samples take, with the pauses around them.
  await expect(dialog.getByRole("timer")).toHaveText("0:56", { timeout: 90_000 });
  await page.screenshot({ path: info.outputPath("recording.png") });
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Attach" })).toBeFocused();
  await page.keyboard.press("Enter");
  await files.settled();
  await expect(page.getByRole("group", { name: "Task: Transcribe" })).toBeVisible();
  await expect(box).toBeFocused();
  await page.keyboard.press("Enter");
  await replyEnds();
  const parts = replies.getByRole("listitem");
  await expect(parts).toHaveCount(listener.samples.length);
  const said = (await parts.allInnerTexts()).map((line) => line.split(/\s+/).at(-1));
  expect(said).toEqual(listener.samples.map(({ keys }) => keys));
  await page.screenshot({ path: info.outputPath("transcript.png") });
  const text = await savedFile(page, "Save as TXT");
  for (const { keys } of listener.samples) expect(text.text).toContain(keys);
});

test("a note is recorded, heard, recorded again and attached, with the keyboard alone", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  await page.getByRole("button", { name: "Record voice note" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog.getByRole("timer")).toHaveText("0:01");
  await expect.poll(() => dialog.getByRole("meter").getAttribute("aria-valuenow")).not.toBe("0");
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Listen to the note")).toBeVisible();
  await dialog.getByRole("button", { name: "Record again" }).press("Enter");
  await expect(dialog.getByRole("timer")).toHaveText("0:02");
  await dialog.getByRole("button", { name: "Stop" }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Attach" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await files.settled();
  await expect(files.tray.getByRole("listitem")).toHaveCount(1);
  await expect(files.tray.getByRole("listitem")).toContainText(/\d\d tokens/);
  await expect(files.tray.getByRole("listitem")).toContainText("Voice note");
});

test("cancelled, nothing is attached", async ({ facet }) => {
  const { page } = facet;
  await page.getByRole("button", { name: "Record voice note" }).click();
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog.getByRole("timer")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(attaching(facet).tray).toBeHidden();
  await expect(page.getByRole("button", { name: "Record voice note" })).toBeFocused();
});

test("a model that can’t hear is told of before the recording, which begins with one that can", async ({
  facet,
}, info) => {
  const { page } = facet;
  await user(page).chooseModel("Facet Demo");
  const record = page.getByRole("button", { name: "Record voice note" });
  await record.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog).toContainText("Facet Demo can’t hear sound.");
  await page.screenshot({ path: info.outputPath("deaf.png") });
  await dialog.getByRole("button", { name: "Open Models" }).press("Enter");
  const models = page.getByRole("dialog", { name: "Models" });
  await expect(models.getByRole("region", { name: "You need a model that hears" })).toBeVisible();
  await page.keyboard.press("Escape");

  await record.press("Enter");
  await dialog.getByRole("button", { name: "Record anyway" }).press("Enter");
  await expect(dialog.getByRole("timer")).toBeVisible();
  await page.keyboard.press("Escape");

  await record.press("Enter");
  await expect(dialog.getByRole("timer")).toBeHidden();
  await dialog.getByRole("button", { name: /^Use / }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeFocused();
  await expect(dialog.getByRole("timer")).toHaveText("0:01");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Attach" }).press("Enter");
  await attaching(facet).settled();
  await expect(attaching(facet).tray).not.toContainText("can’t hear");
});

test("where the browser gives no microphone, it says why", async ({ facet }) => {
  const { page } = facet;
  // As a page over plain HTTP from another computer finds it.
  await page.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await page.getByRole("button", { name: "Record voice note" }).click();
  const dialog = page.getByRole("dialog", { name: "No microphone here" });
  await expect(dialog.getByRole("alert")).toContainText("plain HTTP");
});
