import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import { ConversationStore } from "../../electron/chat/conversation-store.ts";
import { openHome } from "../../electron/home/home.ts";
import { openDatabase } from "../../electron/storage/open-database.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { storeChat } from "../fixtures/stored-chat.ts";
import { expect, test } from "./harness/facet.ts";
import { readPdf } from "./harness/read-pdf.ts";
import type { StandinHost } from "./harness/standin-host.ts";

const title = "A long chat: all of it?";
const rounds = 80;
const picture = encode({ width: 60, height: 30, data: new Uint8Array(60 * 30 * 3).fill(90), channels: 3 });
const hash = createHash("sha256").update(picture).digest("hex");

const image: MessagePart = {
  id: "p",
  status: "complete",
  type: "media",
  kind: "image",
  hash,
  mediaType: "image/png",
  name: "grey.png",
  sizeBytes: picture.length,
  budget: 70,
  prepared: [],
  durationMs: null,
  widthPx: 60,
  heightPx: 30,
  thumbnailHash: null,
};
const text = (words: string): MessagePart => ({ id: "t", status: "complete", type: "text", text: words });

const rich = `## Heading of the first reply

\`\`\`python
def area(radius):  # ${"a long line of code ".repeat(12)}ends-here
    return 3.14159 * radius ** 2
\`\`\`

| fruit | price |
| - | - |
| quince | 4.20 |

$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$`;

const longQuestion = Array.from({ length: 300 }, (_, at) => `Line-${at} of the question`).join("\n");
const last = rounds * 2 - 1;
const texts = Array.from({ length: rounds * 2 }, (_, at): string | readonly MessagePart[] => {
  if (at === 0) return [image, text(longQuestion)];
  if (at === 1) return rich;
  return `Message-${at}-begins. **Some words** and more of them, to fill a line or two.\n\n- one\n- Message-${at}-ends`;
});

test.use({
  beforeStart: {
    async run(home) {
      const paths = await openHome(home);
      const { database } = openDatabase(paths);
      storeChat(new ConversationStore(database), { title, texts });
      database.close();
      await writeFile(join(paths.mediaFolder, hash), picture);
    },
  },
});

test("exports all of a long chat as a PDF, and nothing else of the page", async ({ facet }, info) => {
  const { page } = facet;
  const host = facet.host as StandinHost;
  const folder = info.outputPath("saved");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "chat.pdf");
  const dialog = page.getByRole("dialog", { name: `Export “${title}” as PDF` });
  const begin = async () => {
    await page.getByRole("button", { name: `Options for “${title}”` }).press("Enter");
    await page.getByRole("menuitem", { name: "Export as PDF" }).press("Enter");
  };
  const exportAs = async (path: string | null) => {
    host.post({ type: "choose-file", path });
    await begin();
    await expect(dialog).toBeHidden();
  };
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByText(`Message-${last}-ends`)).toBeVisible();
  const scroller = page.locator("main [data-depth]").last();
  const place = () => scroller.evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await place();

  // Everything is waited for, as the picture in the first message; meanwhile it can be stopped.
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  await page.route(`**/media/${hash}*`, async (route) => {
    await held;
    await route.continue();
  });
  await begin();
  await expect(dialog.getByRole("progressbar", { name: "Drawing all messages…" })).toBeVisible();
  await page.screenshot({ path: info.outputPath("drawing.png") });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(host.callsOf("dialog.showSaveDialog")).toEqual([]);
  release(undefined);

  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await exportAs(file);
  await expect(page.getByRole("status").filter({ hasText: "is saved as PDF" })).toContainText(file);
  expect(host.callsOf("dialog.showSaveDialog")).toEqual([
    [
      {
        defaultPath: expect.stringMatching(/[/\\]A long chat all of it\.pdf$/) as unknown,
        filters: [{ name: "PDF", extensions: ["pdf"] }],
      },
    ],
  ]);
  expect(await readdir(folder)).toEqual(["chat.pdf"]);
  const bytes = await readFile(file);
  const pdf = await readPdf(new Uint8Array(bytes));
  // A4, since the stand-in's system is in Germany; Letter is 792 points high.
  expect(pdf.size[1]).toBeCloseTo(842, -1);
  const words = new Set(pdf.text.split(" "));
  const expected = [
    ...Array.from({ length: 300 }, (_, at) => `Line-${at}`),
    ...Array.from({ length: last - 1 }, (_, at) => [
      `Message-${at + 2}-begins.`,
      `Message-${at + 2}-ends`,
    ]).flat(),
    ...["ends-here", "quince", "4.20", "∑"],
  ];
  expect(expected.filter((word) => !words.has(word))).toEqual([]);
  expect(pdf.text).toContain("def area(radius)");
  expect(pdf.pictures).toBe(1);
  expect(pdf.leastDark, "on paper, text is dark in the dark theme too").toBeGreaterThan(0.4);
  for (const button of [
    "Copy",
    "Show all",
    "Send",
    "New chat",
    "Edit",
    "Regenerate",
    "Thinking",
    "Demo",
    "PDF",
  ])
    expect(pdf.text).not.toContain(button);

  // The chat is where it was.
  expect(await place()).toBe(before);

  // Nothing is written where the user cancels, and a file that can't be replaced stays.
  await exportAs(null);
  await mkdir(join(folder, "a folder.pdf"));
  await exportAs(join(folder, "a folder.pdf"));
  await expect(page.getByRole("alert")).toContainText("The file could not be saved");
  await page.getByRole("alert").getByRole("button", { name: "Dismiss" }).click();
  await exportAs(join(folder, "missing", "chat.pdf"));
  await expect(page.getByRole("alert")).toContainText("The folder does not exist any more");
  expect((await readdir(folder)).sort()).toEqual(["a folder.pdf", "chat.pdf"]);
  expect(await readFile(file)).toEqual(bytes);
});
