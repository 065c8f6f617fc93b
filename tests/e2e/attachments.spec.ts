import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import type { Page } from "@playwright/test";
import { hasProgram, withFfmpeg, withHeifEnc } from "../fixtures/files/converted.ts";
import { lockedPdf, pdfOf } from "../fixtures/files/pdf-file.ts";
import { bmpOf, turnedLeft, withOrientation } from "../fixtures/files/picture-files.ts";
import { pngOf, readPng, upsideDown, type Pixels } from "../fixtures/png-pixels.ts";
import { reader } from "../fixtures/trained-models.ts";
import { attaching, meanDifference, type TestFile } from "./harness/attaching.ts";
import { asBrowserWrites } from "./harness/browser-written.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withEach } from "./harness/with-each.ts";
import { withModels } from "./harness/with-models.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withEach(withTrained(reader), withModels("short")) });

const receiptBytes = 384 * 480 * 3;
const samples = reader.samples.slice(0, 3);

async function receiptFile(at = 0): Promise<TestFile> {
  const { name = "", path = "" } = samples[at] ?? {};
  return { name, bytes: await readFile(path) };
}

function receiptPixels(at = 0): Promise<Pixels> {
  return readPng(samples[at]?.path ?? "");
}

for (const way of ["pick", "drop", "paste"] as const) {
  test(`stores the pixels of a receipt attached by ${way} unchanged`, async ({ facet }) => {
    const files = attaching(facet);
    const receipt = await receiptFile();
    await files[way](receipt);
    await files.settled();
    await expect(files.card(receipt.name)).toContainText("80 tokens");
    expect(await files.hasStored((await receiptPixels()).rgb)).toBe(true);
    expect(await files.hasStored(receipt.bytes)).toBe(true);
    await user(facet.page).send("Read the receipt");
    await expect(user(facet.page).replies).toContainText(samples[0]?.json ?? "", { timeout: 30_000 });
  });
}

test("tells the host of a draft, without its text, and when it is gone @browser", async ({ facet }) => {
  const { page } = facet;
  const drafts: unknown[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      if (String(payload).includes('"chat.draft"')) drafts.push(String(payload));
    }),
  );
  await page.reload();
  const files = attaching(facet);
  const receipt = await receiptFile();
  await files.pick(receipt);
  await files.settled();
  await expect.poll(() => drafts.at(-1)).toContain(receipt.name);
  await user(page).send("Read the receipt");
  await expect(user(page).replies).toContainText(samples[0]?.json ?? "", { timeout: 30_000 });
  await expect.poll(() => drafts.at(-1)).toMatch(/"draft":null/);
  expect(drafts.join()).not.toContain("Read the receipt");
});

test("reports a model without image support, and switches to one that supports images", async ({ facet }) => {
  const { page } = facet;
  const { chooseModel } = user(page);
  const files = attaching(facet);
  await chooseModel("Short");
  const receipt = await receiptFile();
  await files.pick(receipt);
  await files.settled();
  const sendButton = page.getByRole("button", { name: "Send", exact: true });
  await expect(files.card(receipt.name)).toContainText("Short does not support images.");
  await user(page).box.fill("What is this?");
  await expect(sendButton).toHaveAttribute("aria-disabled", "true");
  const able = files.tray.getByRole("group", { name: "Models that support it" });
  await able.getByRole("button", { name: "Open Models" }).press("Enter");
  const models = page.getByRole("main", { name: "Models" });
  await expect(models.getByRole("region", { name: "You need a model that supports images" })).toContainText(
    "Use Receipt reader",
  );
  await page.keyboard.press("Escape");
  await able.getByRole("button", { name: "Use Receipt reader" }).press("Enter");
  await expect(page.getByRole("button", { name: "Model: Receipt reader" })).toBeVisible();
  await expect(able).toBeHidden();
  await expect(user(page).box).toBeFocused();
  await expect(sendButton).not.toHaveAttribute("aria-disabled", "true");
});

test("leads from a reply that failed without image support to models that support images", async ({
  facet,
}) => {
  const { page } = facet;
  const { chooseModel, send, replyEnds, replies } = user(page);
  const files = attaching(facet);
  await files.pick(await receiptFile());
  await files.settled();
  await send("Read the receipt");
  await replyEnds();
  await chooseModel("Short");
  await replies.getByRole("button", { name: "Regenerate" }).click();
  await expect(replies).toContainText("This model does not support the attachment");
  await replies.getByRole("button", { name: "Choose a model" }).click();
  const sought = page.getByRole("region", { name: "You need a model that supports images" });
  await sought.getByRole("button", { name: /^Use Receipt reader/ }).press("Enter");
  await expect(sought).toContainText("Receipt reader (test fixture) supports images and is in use.");
  await expect(sought.getByRole("heading")).toBeFocused();
});

test("sends several attachments in the order set with the keyboard", async ({ facet }) => {
  const { page } = facet;
  const { send } = user(page);
  const files = attaching(facet);
  const [first, second, third] = [await receiptFile(0), await receiptFile(1), await receiptFile(2)];
  await files.pick(first, second, third);
  await files.settled();
  await page.getByRole("button", { name: `Options for ${third.name}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu").getByRole("menuitemradio").first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(files.tray.getByRole("listitem").nth(1)).toHaveAccessibleName(third.name);
  await page.getByRole("button", { name: `Remove ${first.name}` }).click();
  await expect(files.tray.getByRole("listitem")).toHaveCount(2);
  await expect(files.tray.getByRole("status")).toContainText("160");
  await send("Which is newer?");
  await expect(files.tray).toBeHidden();
  const images = page.getByRole("article", { name: "You" }).getByRole("button", { name: /^Open / });
  await expect(images).toHaveCount(2);
  await expect(images.first()).toHaveAccessibleName(`Open ${third.name}`);
  await expect(images.last()).toHaveAccessibleName(`Open ${second.name}`);
});

test("keeps attachments in their chat while another chat is open", async ({ facet }) => {
  const { page } = facet;
  const { send, replyEnds, newChat, chat } = user(page);
  const files = attaching(facet);
  await send("The first chat");
  await replyEnds();
  const receipt = await receiptFile();
  await files.pick(receipt);
  await newChat();
  await expect(files.tray).toBeHidden();
  await chat("The first chat").click();
  await expect(files.card(receipt.name)).toBeVisible();
});

test("turns images upright according to their EXIF orientation", async ({ facet }) => {
  const files = attaching(facet);
  const pixels = await receiptPixels();
  const jpegOf = async (image: Pixels) => asBrowserWrites(facet.page, pngOf(image), "image/jpeg");
  const sideways = withOrientation(await jpegOf(turnedLeft(pixels)), 6);
  await files.pick({ name: "sideways.jpg", bytes: sideways });
  await files.settled();
  const [turned] = await files.storedOfLength(receiptBytes);
  expect(meanDifference(turned ?? new Uint8Array(), pixels)).toBeLessThan(4);
  // Proves that the check can fail: without the orientation the image stays sideways.
  expect(meanDifference(turnedLeft(pixels).rgb, pixels)).toBeGreaterThan(10);

  await facet.page.getByRole("button", { name: "Remove sideways.jpg" }).click();
  const onItsHead = withOrientation(await jpegOf(upsideDown(pixels)), 3);
  await files.pick({ name: "head.jpg", bytes: onItsHead });
  await files.settled();
  const all = await files.storedOfLength(receiptBytes);
  for (const each of all) expect(meanDifference(each, pixels)).toBeLessThan(4);
});

test.describe("image formats", () => {
  const formats: readonly {
    readonly name: string;
    readonly needs?: string;
    /** The largest accepted mean difference of pixels. */
    readonly tolerance: number;
    readonly write: (pixels: Pixels, page: Page) => Uint8Array | Promise<Uint8Array>;
  }[] = [
    { name: "png", tolerance: 0, write: (pixels) => pngOf(pixels) },
    { name: "bmp", tolerance: 0, write: (pixels) => bmpOf(pixels) },
    {
      name: "jpg",
      tolerance: 4,
      write: (pixels, page) => asBrowserWrites(page, pngOf(pixels), "image/jpeg"),
    },
    {
      name: "webp",
      tolerance: 4,
      write: (pixels, page) => asBrowserWrites(page, pngOf(pixels), "image/webp"),
    },
    {
      name: "gif",
      needs: "ffmpeg",
      tolerance: 6,
      write: (pixels) =>
        withFfmpeg(
          pngOf(pixels),
          "a.png",
          "a.gif",
          ...["-filter_complex", "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none"],
        ),
    },
    {
      name: "avif",
      needs: "heif-enc",
      tolerance: 4,
      write: (pixels) => withHeifEnc(pngOf(pixels), "a.png", "a.avif"),
    },
    {
      name: "heic",
      needs: "heif-enc",
      tolerance: 4,
      write: (pixels) => withHeifEnc(pngOf(pixels), "a.png", "a.heic"),
    },
  ];
  for (const { name, needs, tolerance, write } of formats) {
    test(name, async ({ facet }) => {
      test.skip(needs !== undefined && !hasProgram(needs), `${needs} is not on this computer`);
      const files = attaching(facet);
      const pixels = await receiptPixels();
      await files.pick({ name: `receipt.${name}`, bytes: await write(pixels, facet.page) });
      await files.settled();
      await expect(files.card(`receipt.${name}`)).toContainText("80 tokens");
      const [stored = new Uint8Array()] = await files.storedOfLength(receiptBytes);
      expect(meanDifference(stored, pixels)).toBeLessThanOrEqual(tolerance);
    });
  }

  test("blends transparent pixels with white", async ({ facet }) => {
    const files = attaching(facet);
    const data = new Uint8Array(96 * 48 * 4).map((_, at) => (at % 4 === 3 && at < 96 * 24 * 4 ? 255 : 0));
    await files.pick({ name: "glass.png", bytes: encode({ width: 96, height: 48, data, channels: 4 }) });
    await files.settled();
    const [stored = Buffer.alloc(0)] = await files.storedOfLength(96 * 48 * 3);
    expect(new Set(stored.subarray(0, 96 * 24 * 3))).toEqual(new Set([0]));
    expect(new Set(stored.subarray(96 * 24 * 3))).toEqual(new Set([255]));
  });
});

test("prepares an image again for a chosen token budget", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  const receipt = await receiptFile();
  await files.pick(receipt);
  await files.settled();
  const options = page.getByRole("button", { name: `Options for ${receipt.name}` });
  // Each level says how long the model looks at it, on a computer without a GPU. A busy computer is measured later.
  await expect(async () => {
    await options.click();
    try {
      await expect(
        page.getByRole("menuitemradio", { name: /^Document .* · (?:about )?\d[\d\sa-z]*$/ }),
      ).toBeVisible({ timeout: 5_000 });
    } catch (thrown) {
      await page.keyboard.press("Escape");
      throw thrown;
    }
  }).toPass();
  await page.getByRole("menuitemradio", { name: /^Quick/ }).click();
  await files.settled();
  await expect(files.card(receipt.name)).toContainText(/63 tokens · Quick/);
  const [quick] = await files.storedOfLength(336 * 432 * 3);
  expect(quick).toBeDefined();
});

test.describe("documents", () => {
  test("attaches the text of a PDF, and a scanned page of it with unchanged pixels", async ({ facet }) => {
    const files = attaching(facet);
    const scan = await receiptPixels();
    await files.pick({ name: "scan.pdf", bytes: pdfOf([{ scan }, { words: "A page of words" }]) });
    await expect(files.card("scan.pdf, page 1")).toContainText("80 tokens", { timeout: 30_000 });
    await expect(files.card("scan.pdf")).toContainText(/about \d+ tokens/);
    await expect(files.tray.getByRole("listitem")).toHaveCount(2);
    expect(await files.hasStored(scan.rgb)).toBe(true);
  });

  test("lets the user choose pages of a PDF to attach as images beside its text", async ({ facet }) => {
    const { page } = facet;
    const files = attaching(facet);
    const pages = Array.from({ length: 12 }, (_, at) => ({ words: `Page number ${at + 1}` }));
    await files.pick({ name: "long.pdf", bytes: pdfOf(pages) });
    await files.settled();
    await page.getByRole("button", { name: "Options for long.pdf" }).click();
    await page.getByRole("menuitem", { name: "Attach pages as images…" }).click();
    const dialog = page.getByRole("dialog", { name: "Which pages?" });
    await expect(dialog.getByRole("checkbox")).toHaveCount(12);
    await dialog.getByRole("checkbox", { name: "Page 3" }).check();
    await dialog.getByRole("checkbox", { name: "Page 11" }).press("Space");
    await dialog.getByRole("button", { name: "Attach 2 pages" }).click();
    await expect(dialog).toBeHidden();
    await expect(files.tray.getByRole("listitem")).toHaveCount(3);
    await expect(files.card("long.pdf, page 11")).toContainText("tokens", { timeout: 30_000 });
    await expect(files.card("long.pdf, page 3")).toContainText("tokens");
  });

  test("attaches text files as text", async ({ facet }) => {
    const { page } = facet;
    const files = attaching(facet);
    await files.drop({ name: "notes.md", bytes: Buffer.from("# Groceries\n\n- tea\n- 面包\n") });
    await expect(files.card("notes.md")).toContainText("about 8 tokens");
    await user(page).send("What is missing?");
    const question = page.getByRole("article", { name: "You" });
    await question.getByRole("button", { name: "Show text" }).click();
    await expect(question).toContainText("面包");
  });
});

test("reports why files can't be read, and keeps the readable ones", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  const receipt = await receiptFile();
  const jpeg = await asBrowserWrites(page, receipt.bytes, "image/jpeg");
  await files.pick(
    { name: "cut.png", bytes: receipt.bytes.subarray(0, 600) },
    { name: "cut.jpg", bytes: jpeg.subarray(0, jpeg.length / 2) },
    { name: "cut.pdf", bytes: pdfOf([{ words: "x" }]).subarray(0, 60) },
    { name: "locked.pdf", bytes: lockedPdf() },
    { name: "cut.wav", bytes: Buffer.from("RIFF\xff\xff\0\0WAVE", "latin1") },
    { name: "empty.png", bytes: Buffer.alloc(0) },
    { name: "program.exe", bytes: Buffer.from("MZ\0\0\x03\0\0\0", "latin1") },
    receipt,
  );
  await files.settled();
  const words = {
    "cut.png": "Can’t be read",
    "cut.jpg": "Can’t be read",
    "cut.pdf": "Can’t be read",
    "locked.pdf": "Password-protected",
    "cut.wav": "Can’t be read",
    "empty.png": "Empty file",
    "program.exe": "Unsupported format",
  };
  for (const [name, title] of Object.entries(words)) {
    await expect(files.card(name).getByRole("alert")).toContainText(title);
    // Another attempt would have the same result.
    await expect(files.card(name).getByRole("button", { name: /^Try again/ })).toBeHidden();
  }
  await expect(files.card(receipt.name)).toContainText("80 tokens");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  for (const name of Object.keys(words)) await page.getByRole("button", { name: `Remove ${name}` }).click();
  await user(page).send("What does it say?");
});

test("opens an image in the lightbox with the keyboard, and returns the focus", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  const [first, second] = [await receiptFile(0), await receiptFile(1)];
  await files.pick(first, second);
  await files.settled();
  await user(page).send("Look");
  const thumbnail = page.getByRole("button", { name: `Open ${first.name}` });
  await thumbnail.focus();
  await page.keyboard.press("Enter");
  const lightbox = page.getByRole("dialog", { name: "Image" });
  await expect(lightbox.getByRole("img", { name: first.name })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(lightbox.getByRole("img", { name: second.name })).toBeVisible();
  await expect(lightbox.getByText("2 of 2")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(lightbox).toBeHidden();
  await expect(thumbnail).toBeFocused();
});

test("says that an image is gone where its file was removed", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  const receipt = await receiptFile();
  await files.pick(receipt);
  await files.settled();
  const { send, replyEnds } = user(page);
  await send("Look");
  await replyEnds();
  const thumbnail = page.getByRole("button", { name: `Open ${receipt.name}` });
  await expect(thumbnail).not.toContainText("no longer available");
  await rm(join(facet.home, "media"), { recursive: true });
  facet.troubles.expect(/404/);
  await page.reload();
  await expect(thumbnail).toContainText("This file is no longer available");
});

test("keeps attachments and the chosen task after a reload, and can still change them", async ({ facet }) => {
  const { page } = facet;
  const { box, replies, replyEnds } = user(page);
  const files = attaching(facet);
  const [first, second] = [await receiptFile(0), await receiptFile(1)];
  await files.pick(second, first);
  await files.settled();
  await page.getByRole("button", { name: "Read receipt" }).click();
  await files.settled();
  await page.reload();
  await expect(files.tray.getByRole("listitem")).toHaveCount(2);
  await expect(files.tray.getByRole("listitem").first()).toHaveAccessibleName(second.name);
  await expect(page.getByRole("group", { name: "Task: Read receipt" })).toBeVisible();
  await expect(box).toHaveValue("");

  await page.getByRole("button", { name: `Options for ${second.name}` }).click();
  await page.getByRole("menuitemradio", { name: /^Quick/ }).click();
  await files.settled();
  await expect(files.card(second.name)).toContainText(/63 tokens · Quick/);
  await page.getByRole("button", { name: `Remove ${second.name}` }).click();
  await box.press("Enter");
  await replyEnds();
  await expect(replies.getByRole("table", { name: "Receipts" })).toContainText("Items and total agree");
  await page.reload();
  await expect(files.tray).toBeHidden();
});

test("puts a picture that is pasted into an edit there, and sends a message of pictures again", async ({
  facet,
}, info) => {
  const { page } = facet;
  const { questions, replyEnds } = user(page);
  const files = attaching(facet);
  const wide: TestFile = { name: "wide.png", bytes: encode(plainPixels(900, 300)) };
  await files.pick(wide);
  await files.settled();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await replyEnds();
  const frame = questions.getByRole("button", { name: "Open wide.png" });
  const widths = await frame.evaluate((button) => [
    button.clientWidth,
    button.querySelector("img")?.getBoundingClientRect().width ?? 0,
  ]);
  expect(widths[0]).toBeCloseTo(widths[1] ?? 0, 0);

  await questions.hover();
  await questions.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: "Edit text" }).focus();
  await files.paste(await receiptFile());
  const edited = questions.getByRole("region", { name: "Attachments" });
  await expect(edited.getByRole("listitem")).toHaveCount(2);
  await expect(edited.getByRole("progressbar")).toHaveCount(0);
  await info.attach("edit with pictures", { body: await page.screenshot(), contentType: "image/png" });
  await questions.getByRole("button", { name: "Send", exact: true }).click();
  await expect(questions.getByRole("button", { name: /^Open / })).toHaveCount(2);
  await replyEnds();
});

test("offers a part of a text that does not fit, and tells it of a long message before it is sent", async ({
  facet,
}, info) => {
  const { page } = facet;
  const { box, send, replyEnds } = user(page);
  const files = attaching(facet);
  await send("Hello");
  await replyEnds();
  const lines = Array.from({ length: 60_000 }, (_, at) => `Line ${at} of a long report.`);
  await files.pick({ name: "report.txt", bytes: Buffer.from(lines.join("\n")) });
  await files.settled();
  await files.tray.getByRole("button", { name: "Choose a part: report.txt" }).click();
  const dialog = page.getByRole("dialog", { name: "Which part?" });
  await expect(dialog).toContainText(/About [\d,]+ tokens; about [\d,]+ fit\./);
  await info.attach("choosing a part", { body: await page.screenshot(), contentType: "image/png" });
  await dialog.getByRole("button", { name: "Attach this part" }).click();
  await expect(files.card(/^report.txt, parts? /)).toBeVisible();
  await expect(files.tray).not.toContainText("do not fit");

  await box.fill(lines.slice(0, 1_500).join("\n"));
  const notice = page.getByRole("alert").filter({ hasText: "This message is too long for the context" });
  await expect(notice).toBeVisible();
  await info.attach("long message", { body: await page.screenshot(), contentType: "image/png" });
  await notice.getByRole("button", { name: "Chat options" }).click();
  await expect(page.getByRole("dialog", { name: "Chat options" })).toBeVisible();
});

function plainPixels(width: number, height: number) {
  return {
    width,
    height,
    channels: 3,
    depth: 8 as const,
    data: new Uint8Array(width * height * 3).fill(120),
  };
}
