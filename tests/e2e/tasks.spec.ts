import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { audioSampleRate } from "../../shared/media/audio-tokens.ts";
import { recordingOf } from "../fixtures/recording-of-samples.ts";
import { listener, reader, type ReceiptSample } from "../fixtures/trained-models.ts";
import { wavOf } from "../fixtures/wav-samples.ts";
import { attaching, type TestFile } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { csvOf, expectTable, jsonOf } from "./harness/receipt-answers.ts";
import { savedFile } from "./harness/saved-file.ts";
import { withTrained } from "./harness/with-trained.ts";

async function fileOf({ name, path }: ReceiptSample): Promise<TestFile> {
  return { name, bytes: await readFile(path) };
}

function sumOf(samples: readonly ReceiptSample[]): string {
  const totals = samples.map(({ json }) => (JSON.parse(json) as { readonly total: number }).total);
  return totals.reduce((sum, total) => sum + total, 0).toFixed(2);
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

test.describe("receipts", () => {
  test.use({ beforeStart: withTrained(reader), contextOptions: { reducedMotion: "reduce" } });

  test("reads one receipt into an exact table, CSV and JSON, using only the keyboard", async ({
    facet,
  }, info) => {
    const { page } = facet;
    const { box, replyEnds, replies } = user(page);
    const files = attaching(facet);
    const [sample] = reader.samples;
    if (!sample) throw new Error("There are no samples");
    await files.paste(await fileOf(sample));
    await files.settled();
    await page.getByRole("button", { name: "Read receipt" }).focus();
    await page.keyboard.press("Enter");
    await expect(box).toBeFocused();
    await expect(box).toHaveValue("");
    const task = page.getByRole("group", { name: "Task: Read receipt" });
    await expect(task).toContainText("without thinking");
    await expect(page.getByRole("switch", { name: "Thinking" })).toHaveAttribute("aria-disabled", "true");
    await task.getByRole("button", { name: "Show prompt" }).press("Enter");
    await expect(task).toContainText("Extract all text from this receipt.");
    await page.screenshot({ path: info.outputPath("offered.png") });
    expect(await violations(page), "a task chosen").toEqual([]);
    await box.press("Enter");
    await replyEnds();

    await expectTable(replies, sample);
    const bubble = page.getByRole("article", { name: "You" });
    await expect(bubble).not.toContainText("Extract all text");
    await bubble.getByRole("button", { name: "Show prompt" }).click();
    await expect(bubble).toContainText("Extract all text from this receipt.");
    await expect(page.getByRole("navigation", { name: "Chats" })).not.toContainText("receipt-00");
    await page.screenshot({ path: info.outputPath("table.png"), fullPage: true });
    expect(await violations(page), "a table").toEqual([]);

    const attached = { sample, name: sample.name };
    expect((await savedFile(page, "Save as CSV")).text).toBe(csvOf(attached));
    const json = await savedFile(page, "Save as JSON");
    expect(json.name).toBe("receipt-00.json");
    expect(JSON.parse(json.text)).toEqual(jsonOf(attached));
  });

  test("reads ten dropped receipts into one table, and checks each against its total", async ({
    facet,
  }, info) => {
    const { page } = facet;
    const { replyEnds, replies } = user(page);
    const files = attaching(facet);
    const ten = reader.samples.slice(0, 10);
    await files.drop(...(await Promise.all(ten.map(fileOf))));
    await files.settled();
    await page.getByRole("button", { name: "Read receipt" }).click();
    // Images may be prepared again with more detail.
    await files.settled();
    await page.keyboard.press("Enter");
    await expect(replies.getByRole("progressbar", { name: /^Receipt \d+ of 10$/ })).toBeVisible();
    await replyEnds();
    await expect(replies.getByText("Items and total agree")).toHaveCount(10);
    const summary = replies.getByRole("status", { name: "Summary" });
    await expect(summary).toHaveText(`10 receipts · all agree with their totals · ${sumOf(ten)} in all`);
    await page.screenshot({ path: info.outputPath("ten.png") });
    const total = replies.getByRole("textbox", { name: "Total" }).first();
    const read = await total.inputValue();
    await total.fill("0.01");
    await total.press("Enter");
    await expect(summary).toContainText("9 of 10 agree with their totals");
    await total.fill(read);
    await total.press("Enter");
    await expect(summary).toContainText("all agree with their totals");
    const { text } = await savedFile(page, "Save as CSV");
    expect(text).toBe(csvOf(...ten.map((sample) => ({ sample, name: sample.name }))));
  });

  test("marks a receipt as stopped, not as unreadable, if the reply was stopped", async ({ facet }) => {
    const { page } = facet;
    const { replyEnds, replies, stop } = user(page);
    const files = attaching(facet);
    await files.pick(...(await Promise.all(reader.samples.slice(0, 10).map(fileOf))));
    await files.settled();
    await page.getByRole("button", { name: "Read receipt" }).click();
    await files.settled();
    await page.keyboard.press("Enter");
    await expect(replies.getByRole("table", { name: "Receipts" })).toBeVisible();
    await stop.click();
    await replyEnds();
    await expect(replies).toContainText("Stopped");
    await expect(replies).not.toContainText("not a receipt");
  });

  test("keeps corrections after a reload, and checks them against the total", async ({ facet }) => {
    const { page } = facet;
    const { replyEnds, replies } = user(page);
    const files = attaching(facet);
    const sample = reader.samples[1];
    if (!sample) throw new Error("There are no samples");
    await files.pick(await fileOf(sample));
    await files.settled();
    await page.getByRole("button", { name: "Read receipt" }).click();
    // Images may be prepared again with more detail.
    await files.settled();
    await page.keyboard.press("Enter");
    await replyEnds();
    const price = replies.getByRole("textbox", { name: "Price, line 1" });
    await price.fill("9,23");
    await price.press("Enter");
    await expect(replies).toContainText(
      "The items and the total differ by 8.00. They would agree if line 1 were 1.23.",
    );
    await price.fill("much");
    await price.press("Enter");
    await expect(price).toHaveAttribute("aria-invalid", "true");
    await expect(replies.getByRole("alert")).toHaveText("Not an amount; it is still 9.23");
    await price.press("Escape");
    await expect(price).toHaveValue("9.23");
    await page.reload();
    await expect(price).toHaveValue("9.23");
    // An error stays with its line when a line before it is removed.
    const last = replies.getByRole("textbox", { name: "Price, line 4" });
    await last.fill("much");
    await last.press("Enter");
    await replies.getByRole("button", { name: "Remove line 2" }).click();
    await expect(replies.getByRole("textbox", { name: /^Price, line/ })).toHaveCount(3);
    await expect(replies.getByRole("textbox", { name: "Price, line 3" })).toHaveValue("much");
    await expect(replies.locator("[aria-invalid=true]")).toHaveCount(1);
  });

  test("focuses an added line, and restores a removed line", async ({ facet }) => {
    const { page } = facet;
    const { replyEnds, replies } = user(page);
    const files = attaching(facet);
    await files.pick(...(await Promise.all(reader.samples.slice(0, 3).map(fileOf))));
    await files.settled();
    await page.getByRole("button", { name: "Read receipt" }).click();
    await files.settled();
    await page.keyboard.press("Enter");
    await replyEnds();
    await expect(replies.getByText("Items and total agree")).toHaveCount(3);
    const receipt = replies.getByRole("rowgroup", { name: "Receipt receipt-00.png" });
    const items = receipt.getByRole("textbox", { name: /^Item, line/ });
    const price = receipt.getByRole("textbox", { name: "Price, line 1" });
    const before = await items.count();
    const names = await items.evaluateAll((cells) => cells.map((cell) => (cell as HTMLInputElement).value));

    // The price typed before the button was pressed is kept.
    await price.fill("77.70");
    await receipt.getByRole("button", { name: "Add a line" }).click();
    await expect(items).toHaveCount(before + 1);
    await expect(items.last()).toBeFocused();
    await expect(items.last()).toBeInViewport();
    await page.keyboard.type("Tip");
    await page.keyboard.press("Enter");
    await expect(price).toHaveValue("77.70");
    await expect(items.last()).toHaveValue("Tip");

    await receipt.getByRole("button", { name: "Remove line 1", exact: true }).press("Enter");
    await expect(items).toHaveCount(before);
    await expect(receipt.getByRole("button", { name: "Remove line 1", exact: true })).toBeFocused();
    await items.last().fill("Tips");
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await expect(items).toHaveCount(before + 1);
    await expect(items.first()).toBeFocused();
    await expect(price).toHaveValue("77.70");
    const after = await items.evaluateAll((cells) => cells.map((cell) => (cell as HTMLInputElement).value));
    expect(after).toEqual([...names, "Tips"]);

    await receipt.getByRole("button", { name: `Remove line ${before + 1}` }).press("Enter");
    await expect(receipt.getByRole("button", { name: `Remove line ${before}` })).toBeFocused();
  });

  test("asks what to compare, and keeps the text of the user when the task is cancelled", async ({
    facet,
  }) => {
    const { page } = facet;
    const { box } = user(page);
    const files = attaching(facet);
    const [one, two] = reader.samples;
    if (!one || !two) throw new Error("There are no samples");
    await box.fill("Only the drinks.");
    await files.pick(await fileOf(one), await fileOf(two));
    await files.settled();
    const offers = page.getByRole("group", { name: "Suggested tasks" });
    await expect(offers.getByRole("button")).toHaveText(["Read receipt", "Compare", "Describe", "Read text"]);
    await offers.getByRole("button", { name: "Compare" }).click();
    await expect(box).toHaveValue("Only the drinks.");
    await expect(box).toHaveAttribute("placeholder", /^What do you want to compare\?/);
    await page.getByRole("button", { name: "Show prompt" }).click();
    await page.getByRole("button", { name: "Edit prompt" }).click();
    await expect(box).toHaveValue(/^Compare these images.*\n\nOnly the drinks\.$/s);
    await box.fill("Only the drinks.");
    await page.getByRole("button", { name: "Cancel task" }).click();
    await expect(box).toHaveValue("Only the drinks.");
  });
});

test.describe("speech", () => {
  test.use({ beforeStart: withTrained(listener), contextOptions: { reducedMotion: "reduce" } });

  test("transcribes a long recording in order, with times", async ({ facet }, info) => {
    test.slow();
    const { page } = facet;
    const { box, replies, replyEnds } = user(page);
    const files = attaching(facet);
    const recording = await recordingOf(listener.samples);
    expect(recording.length).toBeGreaterThan(30 * audioSampleRate);
    await files.drop({ name: "calls.wav", bytes: wavOf(recording) });
    await files.settled();
    await page.getByRole("button", { name: "Transcribe", exact: true }).click();
    await page.getByRole("combobox", { name: "Spoken language" }).selectOption({ label: "French" });
    await page.getByRole("button", { name: "Show prompt" }).click();
    await expect(page.getByText(/in French into French text\./)).toBeVisible();
    expect(await violations(page), "a task chosen").toEqual([]);
    await box.press("Enter");
    await replyEnds();
    const keys = listener.samples.map((sample) => sample.keys);
    const parts = replies.getByRole("listitem");
    await expect(parts).toHaveCount(keys.length);
    const said = (await parts.allInnerTexts()).map((line) => line.split(/\s+/).at(-1));
    expect(said).toEqual(keys);
    await page.screenshot({ path: info.outputPath("transcript.png") });
    expect(await violations(page), "a transcript").toEqual([]);
    const srt = await savedFile(page, "Save as SRT");
    expect(srt.name).toBe("calls.srt");
    expect(srt.text.split("\n").filter((line) => keys.includes(line))).toEqual(keys);
    const times = [...srt.text.matchAll(/^(\d\d):(\d\d):(\d\d),\d{3} -->/gm)].map(
      ([, h, m, s]) => Number(h) * 3600 + Number(m) * 60 + Number(s),
    );
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times.at(-1)).toBeGreaterThan(30);
  });
});
