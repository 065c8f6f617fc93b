import { listener } from "../fixtures/trained-models.ts";
import { browserLaunchOptions } from "../../scripts/browser.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";

const options = browserLaunchOptions();

test.use({
  launchOptions: {
    ...options,
    args: [
      ...(options.args ?? []),
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-audio-capture=${listener.samples[0]?.path ?? ""}`,
    ],
  },
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

test("where the browser gives no microphone, it says why", async ({ facet }) => {
  const { page } = facet;
  // As a page over plain HTTP from another computer finds it.
  await page.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await page.getByRole("button", { name: "Record voice note" }).click();
  const dialog = page.getByRole("dialog", { name: "No microphone here" });
  await expect(dialog.getByRole("alert")).toContainText("plain HTTP");
});
