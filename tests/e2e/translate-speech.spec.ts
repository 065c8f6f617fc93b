import AxeBuilder from "@axe-core/playwright";
import { recordingOf } from "../fixtures/recording-of-samples.ts";
import { listener } from "../fixtures/trained-models.ts";
import { wavOf } from "../fixtures/wav-samples.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { savedFile } from "./harness/saved-file.ts";
import { translated, withTranslator } from "./harness/with-translator.ts";

test.use({ beforeStart: withTranslator, contextOptions: { reducedMotion: "reduce" } });

test("shows the transcript and the translation of each part side by side", async ({ facet }, info) => {
  const { page } = facet;
  const { box, replies, replyEnds } = user(page);
  const files = attaching(facet);
  await files.drop({ name: "talk.wav", bytes: wavOf(await recordingOf(listener.samples.slice(0, 3))) });
  await files.settled();
  await page.getByRole("button", { name: "Translate speech" }).click();
  await page.getByRole("combobox", { name: "Spoken language" }).selectOption({ label: "German" });
  await page.getByRole("button", { name: "Show prompt" }).click();
  await expect(page.getByText(/in German, then translate it into English\./)).toBeVisible();
  await box.press("Enter");
  await replyEnds();
  const table = replies.getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(4);
  for (const row of (await table.getByRole("row").all()).slice(1)) {
    await expect(row.getByRole("cell")).toHaveText([/^0:\d\d$/, translated.original, translated.translation]);
  }
  await page.screenshot({ path: info.outputPath("translation.png") });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  // Subtitles contain only the translation; the text file contains both languages.
  const srt = await savedFile(page, "Save as SRT");
  expect(srt.text).toContain("Good morning!");
  expect(srt.text).not.toContain("Guten Morgen");
  const txt = await savedFile(page, "Save as TXT");
  expect(txt.text).toContain(`${translated.original}\n${translated.translation}\n`);
});
