import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { pdfOf } from "../fixtures/files/pdf-file.ts";
import { turnedLeft, withOrientation } from "../fixtures/files/picture-files.ts";
import { pngOf, readPng, upsideDown, type Pixels } from "../fixtures/png-pixels.ts";
import { reader, type ReceiptSample } from "../fixtures/trained-models.ts";
import { attaching } from "./harness/attaching.ts";
import { asBrowserWrites } from "./harness/browser-written.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { csvOf, expectTable, jsonOf } from "./harness/receipt-answers.ts";
import { savedFile } from "./harness/saved-file.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(reader), contextOptions: { reducedMotion: "reduce" } });

const jpegOf = (page: Page, pixels: Pixels) => asBrowserWrites(page, pngOf(pixels), "image/jpeg");

/** A way to attach a receipt, its file format, and the name of the resulting attachment. */
interface Way {
  readonly way: "drop" | "paste" | "pick";
  readonly as: string;
  readonly fileName: string;
  readonly name?: string;
  readonly bytes: (sample: ReceiptSample, page: Page) => Promise<Uint8Array>;
}

const ways: readonly Way[] = [
  { way: "drop", as: "a PNG", fileName: "a.png", bytes: ({ path }) => readFile(path) },
  { way: "paste", as: "a PNG", fileName: "b.png", bytes: ({ path }) => readFile(path) },
  { way: "pick", as: "a PNG", fileName: "c.png", bytes: ({ path }) => readFile(path) },
  {
    way: "drop",
    as: "a JPEG",
    fileName: "d.jpg",
    bytes: async ({ path }, page) => jpegOf(page, await readPng(path)),
  },
  {
    way: "drop",
    as: "a JPEG of a camera held sideways",
    fileName: "e.jpg",
    bytes: async ({ path }, page) => withOrientation(await jpegOf(page, turnedLeft(await readPng(path))), 6),
  },
  {
    way: "pick",
    as: "a JPEG of a camera held upside down",
    fileName: "f.jpg",
    bytes: async ({ path }, page) => withOrientation(await jpegOf(page, upsideDown(await readPng(path))), 3),
  },
  {
    way: "drop",
    as: "a PDF page",
    fileName: "g.pdf",
    name: "g.pdf, page 1",
    // The scan has 100 dots per inch; the page is rendered at the scale where a dot is a pixel.
    bytes: async ({ path }) => pdfOf([{ scan: await readPng(path) }]),
  },
];

for (const [at, { way, as, fileName, name = fileName, bytes }] of ways.entries()) {
  test(`reads a receipt attached by ${way} as ${as} exactly`, async ({ facet }) => {
    const { page } = facet;
    const { replies, replyEnds } = user(page);
    const files = attaching(facet);
    const sample = reader.samples[at];
    if (!sample) throw new Error("There are no more samples");
    await files[way]({ name: fileName, bytes: await bytes(sample, page) });
    await files.settled();
    await page.getByRole("button", { name: "Read receipt" }).click();
    await files.settled();
    await page.keyboard.press("Enter");
    await replyEnds();
    await expectTable(replies, sample);
    expect((await savedFile(page, "Save as CSV")).text).toBe(csvOf({ sample, name }));
    expect(JSON.parse((await savedFile(page, "Save as JSON")).text)).toEqual(jsonOf({ sample, name }));
  });
}
