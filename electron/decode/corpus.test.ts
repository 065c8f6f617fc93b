import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDecoder, type DecodeFixture } from "../../tests/fixtures/decode-client.ts";
import {
  docxOf,
  epubOf,
  openDocumentOf,
  pptxOf,
  slideShape,
  wordParagraph,
  xlsxOf,
} from "../../tests/fixtures/files/document-files.ts";
import { lockedPdf, pdfOf } from "../../tests/fixtures/files/pdf-file.ts";
import { zipOf } from "../../tests/fixtures/files/zip-file.ts";

/**
 * Made files of every format: whole, empty, cut, mislabelled and locked, with what the model is given. None
 * that is whole is called damaged.
 */
let fixture: DecodeFixture;
beforeAll(async () => {
  fixture = await openDecoder();
});
afterAll(() => fixture.dispose());

const samples = join(import.meta.dirname, "../../tests/fixtures/files");
const sample = (path: string) => readFileSync(join(samples, path));
const utf8 = (text: string) => Buffer.from(text);

async function outcome(name: string, bytes: Uint8Array): Promise<unknown> {
  try {
    const file = { name, source: { type: "bytes", bytes } } as const;
    const decoded = await fixture.decoder.decode(
      file,
      { budget: 280, isDocument: false },
      new AbortController().signal,
    );
    if (decoded.type === "text") return decoded.text;
    const kind = `${decoded.kind} of ${decoded.pieces.length}`;
    await decoded.remove();
    return kind;
  } catch (thrown) {
    const { data } = thrown as { readonly data?: { readonly problem?: string; readonly format?: string } };
    return data === undefined ? thrown : `! ${data.problem ?? ""} ${data.format ?? ""}`.trimEnd();
  }
}

const heading = (text: string, level: number) => wordParagraph(text, `<w:pStyle w:val="Heading${level}"/>`);
const listed = (text: string, level: number) =>
  wordParagraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`);
const wordRow = (...cells: readonly string[]) =>
  `<w:tr>${cells.map((cell) => `<w:tc>${wordParagraph(cell)}</w:tc>`).join("")}</w:tr>`;
const letter = docxOf(wordParagraph("Dear Sir &amp; Madam"));
const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>`;
const notebook = JSON.stringify({
  metadata: { language_info: { name: "python" } },
  cells: [
    { cell_type: "markdown", source: ["# Title\n", "Words"] },
    { cell_type: "code", source: "print(6 * 7)", outputs: [{ output_type: "stream", text: ["42\n"] }] },
  ],
});
const movie = sample("videos/film.mp4");
const gbk = Buffer.from("t6LGsb3wtu6jutK7x6e2/rDZ1Kqho8fr1NrKrtK71MLI/cquyNXHsNanuLahow==", "base64");

const cases: readonly (readonly [what: string, name: string, bytes: Uint8Array, given: string])[] = [
  // Word
  ["a letter", "a.docx", letter, "Dear Sir & Madam"],
  [
    "a letter without compression",
    "a.docx",
    docxOf(wordParagraph("Stored"), {}, { isStored: true }),
    "Stored",
  ],
  [
    "headings and lists",
    "a.docx",
    docxOf(heading("Report", 1) + heading("Part", 2) + listed("one", 0) + listed("two", 1)),
    "# Report\n\n## Part\n- one\n  - two",
  ],
  [
    "a table",
    "a.docx",
    docxOf(`<w:tbl>${wordRow("Item", "Price")}${wordRow("Tea|cup", "2.50")}</w:tbl>`),
    "| Item | Price |\n| --- | --- |\n| Tea\\|cup | 2.50 |",
  ],
  [
    "tabs, breaks, deleted and inserted text",
    "a.docx",
    docxOf(
      "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
    ),
    "a\tb\ncnew",
  ],
  [
    "a footnote",
    "a.docx",
    docxOf('<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="2"/></w:r></w:p>', {
      "word/footnotes.xml": `<w:footnotes><w:footnote w:id="2">${wordParagraph("The note")}</w:footnote></w:footnotes>`,
    }),
    "Text[2]\n\n[2] The note",
  ],
  ["Chinese", "信.docx", docxOf(wordParagraph("您好，世界")), "您好，世界"],
  ["a document named as an archive", "a.zip", letter, "Dear Sir & Madam"],
  ["a document named as a picture", "a.png", letter, "Dear Sir & Madam"],
  ["a document without text", "a.docx", docxOf(""), "! empty"],
  ["a cut document", "a.docx", letter.subarray(0, letter.length - 60), "! broken"],
  ["a locked archive", "a.docx", docxOf(wordParagraph("x"), {}, { isLocked: true }), "! encrypted"],
  ["a document that defines entities", "a.docx", docxOf(wordParagraph("&lol;&#65;&#x42;")), "&lol;AB"],
  // Excel
  [
    "shared strings and numbers",
    "a.xlsx",
    xlsxOf(
      {
        Sales:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Tea, green</t></is></c><c r="B2"><v>0.30000000000000004</v></c></row>',
      },
      { "xl/sharedStrings.xml": "<sst><si><t>Item</t></si><si><r><t>Pri</t></r><r><t>ce</t></r></si></sst>" },
    ),
    '[Sales]\nItem,Price\n"Tea, green",0.3',
  ],
  [
    "dates and empty cells",
    "a.xlsx",
    xlsxOf(
      {
        Log: '<row r="1"><c r="A1" s="1"><v>46356</v></c><c r="D1" s="2"><v>1.5</v></c><c r="E1" t="b"><v>1</v></c></row>',
      },
      { "xl/styles.xml": styles },
    ),
    "[Log]\n2026-11-30,,,1.5,TRUE",
  ],
  [
    "several sheets",
    "a.xlsx",
    xlsxOf({
      One: '<row r="1"><c r="A1"><v>1</v></c></row>',
      Two: '<row r="3"><c r="A3"><v>2</v></c></row>',
    }),
    "[One]\n1\n\n[Two]\n2",
  ],
  ["an empty workbook", "a.xlsx", xlsxOf({ Empty: "" }), "! empty"],
  // PowerPoint
  [
    "slides with titles",
    "a.pptx",
    pptxOf([slideShape("Welcome", "title") + slideShape("To tea"), slideShape("The end", "ctrTitle")]),
    "[Slide 1]\n# Welcome\nTo tea\n\n[Slide 2]\n# The end",
  ],
  [
    "a speaker's notes",
    "a.pptx",
    pptxOf([slideShape("Tea")], {
      "ppt/slides/_rels/slide1.xml.rels":
        '<Relationships><Relationship Id="n" Target="../notesSlides/n1.xml"/></Relationships>',
      "ppt/notesSlides/n1.xml": `<p:notes>${slideShape("Say hello")}</p:notes>`,
    }),
    "[Slide 1]\nTea\n\nNotes:\nSay hello",
  ],
  [
    "a slide without text is named",
    "a.pptx",
    pptxOf([slideShape("Tea"), ""]),
    "[Slide 1]\nTea\n\n[Slide 2: no text]",
  ],
  // OpenDocument
  [
    "an OpenDocument text",
    "a.odt",
    openDocumentOf(
      "text",
      '<text:h text:outline-level="2">Title</text:h><text:p>One<text:tab/>two<text:line-break/>three</text:p><text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>',
    ),
    "## Title\nOne\ttwo\nthree\n- item",
  ],
  [
    "an OpenDocument sheet",
    "a.ods",
    openDocumentOf(
      "spreadsheet",
      '<table:table table:name="S"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>b</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row></table:table>',
    ),
    "[S]\na,b,b",
  ],
  [
    "an OpenDocument presentation",
    "a.odp",
    openDocumentOf("presentation", "<draw:page><draw:frame><text:p>Hello</text:p></draw:frame></draw:page>"),
    "[Slide 1]\nHello",
  ],
  [
    "a locked OpenDocument",
    "a.odt",
    openDocumentOf("text", "<text:p>x</text:p>", "<manifest:encryption-data/>"),
    "! encrypted",
  ],
  // E-books
  [
    "an e-book",
    "a.epub",
    epubOf(["<h1>One</h1><p>It was a <em>dark</em> night.</p>", "<h1>Two</h1><p>Then &amp; now</p>"]),
    "[Chapter 1]\n# One\n\nIt was a dark night.\n\n[Chapter 2]\n# Two\n\nThen & now",
  ],
  [
    "a protected e-book",
    "a.epub",
    epubOf(["<p>x</p>"], { "META-INF/rights.xml": "<rights/>" }),
    "! encrypted",
  ],
  // Other archives
  ["an archive of other files", "a.zip", zipOf({ "a.txt": "x" }), "! unsupported-format ZIP"],
  [
    "an old Word document",
    "a.doc",
    Buffer.from("d0cf11e0a1b11ae1000000", "hex"),
    "! unsupported-format Office 97–2003",
  ],
  ["gzip", "a.gz", Buffer.from("1f8b0800000000000003", "hex"), "! unsupported-format gzip"],
  // PDF
  ["a PDF", "a.pdf", pdfOf([{ words: "Page of words" }]), "[Page 1]\nPage of words"],
  [
    "a PDF of two pages",
    "a.pdf",
    pdfOf([{ words: "One" }, { words: "Two" }]),
    "[Page 1]\nOne\n\n[Page 2]\nTwo",
  ],
  ["a PDF without pages", "a.pdf", pdfOf([]), "! no-pages"],
  ["a locked PDF", "a.pdf", lockedPdf(), "! encrypted"],
  ["a PDF with a wrong name", "a.txt", pdfOf([{ words: "Words" }]), "[Page 1]\nWords"],
  ["a cut PDF", "a.pdf", pdfOf([{ words: "x" }]).subarray(0, 60), "! broken"],
  // Web pages
  [
    "a web page",
    "a.html",
    utf8(
      "<!doctype html><html><head><title>Tea</title><style>p{}</style></head><body><script>alert(1)</script><h2>Kinds</h2><ul><li>green<ul><li>sencha</li></ul></li><li>black</li></ul><!-- hidden --><p>1 &lt; 2 &euro;</p></body></html>",
    ),
    "# Tea\n\n## Kinds\n\n- green\n  - sencha\n- black\n\n1 < 2 €",
  ],
  [
    "a table of a web page",
    "a.htm",
    utf8("<table><tr><th>a<th>b</tr><tr><td>1</td><td>2<br>3</td></tr></table>"),
    "| a | b |\n| --- | --- |\n| 1 | 2 3 |",
  ],
  ["preformatted text", "a.html", utf8("<pre>a\n  b</pre><p>c   d</p>"), "a\n  b\n\nc d"],
  ["a page that is not closed", "a.html", utf8("<p>one<p>two <b>bold"), "one\n\ntwo bold"],
  ["SVG stays source", "a.svg", utf8("<svg><text>x</text></svg>"), "<svg><text>x</text></svg>"],
  // RTF
  [
    "an RTF",
    "a.rtf",
    utf8("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}Hello\\par World\\tab x}"),
    "Hello\nWorld\tx",
  ],
  ["an RTF in Windows-1251", "a.rtf", utf8("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8}"), "При"],
  ["an RTF with Unicode", "a.rtf", utf8("{\\rtf1\\uc1 \\u8364?\\'80 \\{x\\}}"), "€€ {x}"],
  // Texts
  ["CSV", "a.csv", utf8("a,b\n1,2\n"), "a,b\n1,2\n"],
  ["source code", "a.ts", utf8("const a = 1;\n"), "const a = 1;\n"],
  ["JSON", "a.json", utf8('{"a":1}'), '{"a":1}'],
  [
    "a notebook",
    "a.ipynb",
    utf8(notebook),
    "# Title\nWords\n\n```python\nprint(6 * 7)\n```\n```output\n42\n```",
  ],
  ["JSON named as a notebook", "a.ipynb", utf8("{}"), "{}"],
  ["GB18030", "a.txt", gbk, "发票金额：一千二百元。请在十一月三十日前支付。"],
  ["UTF-16 with a mark", "a.csv", Buffer.from("\ufeffa;b\r\n", "utf16le"), "a;b\r\n"],
  ["a form", "a.txt", utf8("FORM 27-B: x"), "FORM 27-B: x"],
  ["a text named as a recording", "a.mp3", utf8("just words"), "just words"],
  ["a text about PDFs", "a.txt", utf8("%PDF-1.4 begins it"), "%PDF-1.4 begins it"],
  ["an empty file", "a.txt", utf8(""), "! empty"],
  ["a blank text", "a.txt", utf8(" \n"), "! empty"],
  // Pictures
  ["a JPEG", "a.jpg", sample("pictures/photo.jpg"), "image of 1"],
  ["a PNG named as a JPEG", "a.jpg", sample("pictures/palette.png"), "image of 1"],
  ["an animated WebP", "a.webp", sample("pictures/animated.webp"), "image of 1"],
  ["a GIF", "a.gif", sample("pictures/interlaced.gif"), "image of 1"],
  ["AVIF", "a.avif", sample("pictures/photo.avif"), "! unsupported-format AVIF"],
  ["a cut PNG", "a.png", sample("pictures/bits.png").subarray(0, 300), "! broken"],
  // Recordings and videos
  ["an MP3", "a.mp3", sample("sounds/tones.mp3"), "audio of 1"],
  ["a FLAC named as a WAV", "a.wav", sample("sounds/tones.flac"), "audio of 1"],
  ["ADPCM", "a.wav", sample("sounds/adpcm-ima.wav"), "audio of 1"],
  ["AIFF", "a.aiff", sample("sounds/tones.aiff"), "audio of 1"],
  ["AMR", "a.amr", sample("sounds/tones.amr"), "audio of 1"],
  ["M4A", "a.m4a", sample("sounds/tones.m4a"), "! unsupported-format M4A (AAC)"],
  ["a movie", "a.mp4", movie, "! unsupported-format MP4"],
  ["AVI", "a.avi", sample("videos/film.avi"), "! unsupported-format AVI"],
  ["a model", "a.gguf", utf8("GGUF\x03\0\0\0\0\0\0\0"), "! unsupported-format GGUF"],
  ["unknown bytes", "a.bin", Buffer.from([0, 1, 2, 254, 0, 253, 3, 0]), "! unknown"],
];

describe("what the model is given", () => {
  it.each(cases)("of %s (%s)", async (_, name, bytes, given) => {
    expect(await outcome(name, bytes)).toBe(given);
  });

  it("is of at least sixty files", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it("is nothing of an archive that unpacks to gigabytes", async () => {
    const bomb = docxOf("a".repeat(210_000_000));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await outcome("a.docx", bomb)).toBe("! too-large");
  });
});
