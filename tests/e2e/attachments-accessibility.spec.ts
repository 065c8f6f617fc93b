import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { reader } from "../fixtures/trained-models.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(reader), contextOptions: { reducedMotion: "reduce" } });

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

for (const { colorScheme, locale } of [
  { colorScheme: "light", locale: "en-US" },
  { colorScheme: "dark", locale: "zh-CN" },
] as const) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test("axe finds no violations in any state of attachments", async ({ facet }) => {
      test.slow();
      const { page } = facet;
      const isEnglish = locale === "en-US";
      const words = isEnglish
        ? {
            tray: "Attachments",
            attach: "Attach files",
            record: "Record voice note",
            anyway: "Record anyway",
            send: "Send",
            box: "Message",
            open: "Open",
          }
        : {
            tray: "附件",
            attach: "添加附件",
            record: "录制语音",
            anyway: "仍要录音",
            send: "发送",
            box: "消息",
            open: "打开",
          };
      const tray = page.getByRole("region", { name: words.tray });
      const receipt = await readFile(reader.samples[0]?.path ?? "");
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: words.attach }).click();
      await (
        await chooser
      ).setFiles([
        { name: "receipt.png", mimeType: "", buffer: receipt },
        { name: "cut.png", mimeType: "", buffer: receipt.subarray(0, 500) },
        { name: "notes.txt", mimeType: "", buffer: Buffer.from("A few words") },
      ]);
      await expect(tray.getByRole("alert")).toBeVisible();
      await expect(tray.getByRole("progressbar")).toHaveCount(0, { timeout: 30_000 });
      expect(await violations(page), "attached").toEqual([]);
      await page.screenshot({ path: test.info().outputPath("attached.png") });

      await page.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
      await page.getByRole("button", { name: words.record }).click();
      const anyway = page.getByRole("dialog").getByRole("button", { name: words.anyway });
      await expect(anyway).toBeVisible();
      expect(await violations(page), "a model without audio support").toEqual([]);
      await page.screenshot({ path: test.info().outputPath("deaf.png") });
      await anyway.click();
      await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
      expect(await violations(page), "no microphone").toEqual([]);
      await page.screenshot({ path: test.info().outputPath("microphone.png") });
      await page.keyboard.press("Escape");

      await tray.getByRole("listitem", { name: "cut.png" }).getByRole("button").last().click();
      await page.getByRole("textbox", { name: words.box, exact: true }).fill("?");
      await page.getByRole("button", { name: words.send, exact: true }).click();
      const thumbnail = page.getByRole("button", { name: `${words.open} receipt.png` });
      await expect(thumbnail).toBeVisible();
      expect(await violations(page), "sent").toEqual([]);
      await page.screenshot({ path: test.info().outputPath("sent.png") });
      await thumbnail.click();
      await expect(page.getByRole("dialog").getByRole("img", { name: "receipt.png" })).toBeVisible();
      expect(await violations(page), "lightbox").toEqual([]);
      await page.screenshot({ path: test.info().outputPath("lightbox.png") });
    });
  });
}

test("axe finds no violations after a file is dropped on the window", async ({ facet }) => {
  const { page } = facet;
  await attaching(facet).drop({ name: "notes.txt", bytes: Buffer.from("A few words") });
  await expect(attaching(facet).card("notes.txt")).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
