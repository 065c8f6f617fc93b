import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { docxOf, wordParagraph, xlsxOf } from "../fixtures/files/document-files.ts";
import { zipOf } from "../fixtures/files/zip-file.ts";
import { attaching, type TestFile } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";

const samples = join(import.meta.dirname, "../fixtures/files");

async function sample(path: string): Promise<TestFile> {
  return { name: path.split("/").at(-1) ?? "", bytes: await readFile(join(samples, path)) };
}

const text = (name: string, words: string): TestFile => ({ name, bytes: Buffer.from(words) });
/** "发票金额：一千二百元。请在十一月三十日前支付。" */
const gbk = Buffer.from("t6LGsb3wtu6jutK7x6e2/rDZ1Kqho8fr1NrKrtK71MLI/cquyNXHsNanuLahow==", "base64");

test("attaches what is whole, and says truly of the rest what it is", async ({ facet }, info) => {
  const { page } = facet;
  const files = attaching(facet);
  const movie = await sample("videos/film.mp4");
  const expected: readonly (readonly [TestFile, RegExp])[] = [
    [await sample("sounds/tones.aiff"), /33 tokens/],
    [await sample("sounds/tones.caf"), /33 tokens/],
    [await sample("sounds/adpcm-ms.wav"), /35 tokens/],
    [text("form.txt", "FORM 27-B: application for a refund"), /about 9 tokens$/],
    [text("list.txt", "ID3 is the third entry"), /about 6 tokens$/],
    [{ name: "excel.csv", bytes: Buffer.from("\ufeffname,amount\r\nMüller,12\r\n", "utf16le") }, /UTF-16 LE/],
    [await sample("sounds/tones.amr"), /AMR files are not supported. Save the recording as MP3 or WAV/],
    [await sample("sounds/tones.ac3"), /AC-3 files are not supported/],
    [await sample("videos/film.avi"), /AVI files are not supported. Save it as MP4/],
    [{ name: "cut.mp4", bytes: movie.bytes.subarray(0, movie.bytes.length - 900) }, /ends too early/],
    [
      { name: "old.doc", bytes: Buffer.from("d0cf11e0a1b11ae100000000", "hex") },
      /Office 97–2003 files are not supported/,
    ],
  ];
  await files.pick(...expected.map(([file]) => file));
  await files.settled();
  for (const [{ name }, words] of expected) await expect(files.card(name), name).toContainText(words);

  await test.step("a text is read again in the encoding that is chosen", async () => {
    await files.pick({ name: "invoice.txt", bytes: gbk });
    await files.settled();
    const card = files.card("invoice.txt");
    await expect(card).toContainText("GB18030 (Simplified Chinese)");
    await page.getByRole("button", { name: "Options for invoice.txt" }).click();
    await page.getByRole("menuitemradio", { name: "Big5 (Traditional Chinese)" }).click();
    await expect(card).toContainText("Big5 (Traditional Chinese)");
  });

  await test.step("documents are attached as text", async () => {
    await files.pick(
      { name: "letter.docx", bytes: docxOf(wordParagraph("Dear Sir or Madam")) },
      { name: "tea.xlsx", bytes: xlsxOf({ Tea: '<row r="1"><c r="A1"><v>42</v></c></row>' }) },
      { name: "page.html", bytes: Buffer.from("<h1>Tea</h1><script>x</script>") },
      { name: "photos.zip", bytes: zipOf({ "a.txt": "x" }) },
    );
    await files.settled();
    await expect(files.card("letter.docx")).toContainText("about 5 tokens");
    await expect(files.card("tea.xlsx")).toContainText("about 2 tokens");
    await expect(files.card("page.html")).toContainText("about 2 tokens");
    await expect(files.card("photos.zip")).toContainText("ZIP files are not supported. Unpack it");
    await page.screenshot({ path: info.outputPath("cards.png"), fullPage: true });
  });

  await test.step("a model file leads to Models", async () => {
    await files.pick({ name: "gemma.gguf", bytes: Buffer.from("GGUF\x03\0\0\0\0\0\0\0") });
    await files.card("gemma.gguf").getByRole("button", { name: "Open Models" }).click();
    await expect(page.getByRole("main", { name: "Models" })).toBeVisible();
  });
});

test("asks before it attaches the files of a dropped folder", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  const folder = join(facet.home, "notes");
  await mkdir(join(folder, "more"), { recursive: true });
  await writeFile(join(folder, "one.txt"), "One");
  await writeFile(join(folder, ".hidden"), "Hidden");
  await writeFile(join(folder, "more", "two.txt"), "Two");
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
  }
  const dialog = page.getByRole("dialog", { name: "Attach the files of a folder?" });
  await expect(dialog).toContainText("notes contains 2 files.");
  await dialog.getByRole("button", { name: "Attach 2 files" }).click();
  await files.settled();
  await expect(files.tray.getByRole("listitem")).toHaveCount(2);
  await expect(files.card("two.txt")).toBeVisible();
});
