import { listener } from "../fixtures/trained-models.ts";
import { attaching } from "./harness/attaching.ts";
import { expect } from "./harness/facet.ts";
import { test } from "./harness/microphone.ts";
import { user } from "./harness/user.ts";
import { savedFile } from "./harness/saved-file.ts";
import { withEach } from "./harness/with-each.ts";
import { withModels } from "./harness/with-models.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({
  beforeStart: withEach(withTrained(listener), withModels("short")),
  heard: { samples: listener.samples },
});

test("transcribes a voice note exactly from the start screen, using only the keyboard", async ({
  facet,
}, info) => {
  test.setTimeout(180_000);
  const { page } = facet;
  const { box, replies, replyEnds } = user(page);
  const files = attaching(facet);
  await page.getByRole("button", { name: /^Transcribe a voice note Record/ }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeFocused();
  // The duration of the samples, with the pauses around them.
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

test("records a note, plays it, records it again and attaches it, using only the keyboard", async ({
  facet,
}) => {
  const { page } = facet;
  const files = attaching(facet);
  await page.getByRole("button", { name: "Record voice note" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog.getByRole("timer")).toHaveText("0:02");
  await expect.poll(() => dialog.getByRole("meter").getAttribute("aria-valuenow")).not.toBe("0");
  await expect(dialog.getByRole("button", { name: "Stop" })).toBeFocused();
  await page.keyboard.press("Enter");
  const note = dialog.getByRole("group", { name: "Listen to the note" });
  await note.getByRole("button", { name: "Play" }).press("Enter");
  await expect.poll(() => note.getByRole("slider").getAttribute("aria-valuetext")).not.toBe("0:00");
  await expect(dialog.locator("audio[controls]")).toHaveCount(0);
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

test("attaches nothing if the recording is cancelled", async ({ facet }) => {
  const { page } = facet;
  await page.getByRole("button", { name: "Record voice note" }).click();
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog.getByRole("timer")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(attaching(facet).tray).toBeHidden();
  await expect(page.getByRole("button", { name: "Record voice note" })).toBeFocused();
});

test("reports a model without audio support before recording, and records after switching to one that has it", async ({
  facet,
}, info) => {
  const { page } = facet;
  await user(page).chooseModel("Short");
  const record = page.getByRole("button", { name: "Record voice note" });
  await record.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Voice note" });
  await expect(dialog).toContainText("Short does not support audio.");
  await page.screenshot({ path: info.outputPath("deaf.png") });
  await dialog.getByRole("button", { name: "Open Models" }).press("Enter");
  const models = page.getByRole("main", { name: "Models" });
  await expect(models.getByRole("region", { name: "You need a model that supports audio" })).toBeVisible();
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
  await expect(attaching(facet).tray).not.toContainText("does not support");
});

test("explains why the browser provides no microphone", async ({ facet }) => {
  const { page } = facet;
  // As in a page opened over plain HTTP from another computer.
  await page.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await page.getByRole("button", { name: "Record voice note" }).click();
  const dialog = page.getByRole("dialog", { name: "Microphone not available" });
  await expect(dialog.getByRole("alert")).toContainText("plain HTTP");
});
