import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import { ConversationStore } from "../../electron/chat/conversation-store.ts";
import { openHome } from "../../electron/home/home.ts";
import { openDatabase } from "../../electron/storage/open-database.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { storeChat } from "../fixtures/stored-chat.ts";
import { expect, test } from "./harness/facet.ts";

const title = "</title><script>window.hurt = 1</script>";
const picture = encode({ width: 40, height: 20, data: new Uint8Array(40 * 20 * 3).fill(90), channels: 3 });
const hash = createHash("sha256").update(picture).digest("hex");
const drawing = `<svg xmlns="http://www.w3.org/2000/svg"><script>window.hurt = 1</script></svg>`;
const drawingHash = createHash("sha256").update(drawing).digest("hex");
const attack = `<script>window.hurt = 1</script><img src=x onerror="window.hurt = 1"><style>body{display:none}</style>`;

const answer = `# Result

**Bold** words, $x^2 + \\frac{1}{2}$ and $5 in cash.

\`\`\`python
def area(r):  # ${attack}
    return 3.14 * r ** 2
\`\`\`

| a | b |
| - | - |
| 1 | ${attack} |

[run](javascript:window.hurt=1) [page](https://example.com/a?b="onclick=x) ![pixel](https://example.com/p.png)

$$\\href{javascript:window.hurt=1}{y}\\text{${attack}}$$

${attack}`;

const medium = (name: string, mediaType: string, of: string, sizeBytes: number): MessagePart => ({
  id: name,
  status: "complete",
  type: "media",
  kind: "image",
  hash: of,
  mediaType,
  name,
  sizeBytes,
  budget: 70,
  prepared: [],
  durationMs: null,
  widthPx: 40,
  heightPx: 20,
  thumbnailHash: null,
});

const question: readonly MessagePart[] = [
  medium(`"onload="x`, "image/png", hash, picture.length),
  medium("drawing.svg", "image/svg+xml", drawingHash, drawing.length),
  { id: "f", status: "complete", type: "file", name: "notes.html", text: `</pre>${attack}` },
  { id: "t", status: "complete", type: "text", text: `Look at this\n${attack}` },
];
const reply: readonly MessagePart[] = [
  { id: "r", status: "complete", type: "reasoning", text: `I think ${attack}`, durationMs: 5 },
  {
    id: "s",
    status: "complete",
    type: "source",
    title: attack,
    url: "javascript:window.hurt=1",
    excerpt: attack,
  },
  { id: "a", status: "complete", type: "text", text: answer },
];

test.use({
  beforeStart: {
    async run(home) {
      const paths = await openHome(home);
      const { database } = openDatabase(paths);
      storeChat(new ConversationStore(database), { title, texts: [question, reply] });
      database.close();
      await writeFile(join(paths.mediaFolder, hash), picture);
      await writeFile(join(paths.mediaFolder, drawingHash), drawing);
    },
  },
});

test("exports a chat as one HTML file in which nothing can run @browser", async ({
  facet,
  browser,
}, info) => {
  await facet.page.getByRole("button", { name: `Options for “${title}”` }).press("Enter");
  const started = facet.page.waitForEvent("download");
  await facet.page.getByRole("menuitem", { name: "Export as HTML" }).click();
  const download = await started;
  await expect(facet.page.getByText(/downloads folder/)).toBeVisible();
  expect(download.suggestedFilename()).toMatch(/^[^<>/]+\.html$/);
  const file = info.outputPath("chat.html");
  await download.saveAs(file);

  // In a browser that knows nothing of Facet: the file asks for nothing, and shows all of the chat.
  const context = await browser.newContext({ colorScheme: "light", locale: "en-US" });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!/^(?:file|data):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(`file://${file}`);
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  expect(
    await page.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) => [
        ...(["script", "iframe", "object", "link"].includes(element.localName) ? [element.localName] : []),
        ...element.getAttributeNames().filter((name) => name.startsWith("on")),
        ...(/^\s*javascript:/i.test(element.getAttribute("href") ?? "") ? ["href"] : []),
      ]),
    ),
  ).toEqual([]);
  await expect(page.locator("style")).toHaveCount(1);
  const shown = page.getByRole("img", { name: `"onload="x` });
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  await expect(page.getByText("drawing.svg: not included")).toBeVisible();
  await expect(page.locator("math")).toHaveCount(2);
  await expect(page.getByText("$5 in cash")).toBeVisible();
  await expect(page.getByRole("link", { name: "page" })).toHaveAttribute("href", /^https:\/\/example\.com/);
  await expect(page.getByRole("link", { name: "run" })).toHaveCount(0);
  // The words of the code have colours of their own.
  const keyword = page.locator("pre span", { hasText: /^def\s*$/ });
  const colour = () => keyword.evaluate((element) => getComputedStyle(element).color);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = [await colour(), await background()];
  await page.screenshot({ path: info.outputPath("light.png"), fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = [await colour(), await background()];
  await page.screenshot({ path: info.outputPath("dark.png"), fullPage: true });
  expect(dark[0]).not.toBe(light[0]);
  expect(dark[1]).not.toBe(light[1]);
  expect(await page.evaluate(() => "hurt" in window)).toBe(false);
  expect(asked).toEqual([]);
  await context.close();
});
