import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright";
import { ConversationStore } from "../electron/chat/conversation-store.ts";
import { openHome } from "../electron/home/home.ts";
import { openDatabase } from "../electron/storage/open-database.ts";
import { catalogs } from "../renderer/i18n/i18n.ts";
import type { Language } from "../renderer/i18n/language.ts";
import { startBrowserHost } from "../tests/e2e/harness/browser-host.ts";
import { describeComputer, smallComputer } from "../tests/e2e/harness/described-computer.ts";
import { withTrained } from "../tests/e2e/harness/with-trained.ts";
import { storeChat } from "../tests/fixtures/stored-chat.ts";
import { reader } from "../tests/fixtures/trained-models.ts";
import { browserLaunchOptions } from "./browser.ts";
import { buildApp } from "./build/build-app.ts";

/**
 * Takes pictures of the main views in every width, theme and language, to be looked at after a change of the
 * interface: `node scripts/make-screens.ts FOLDER [VIEW…]`. Beside them, `edges.txt` says where the left and right
 * edges are of what should be aligned.
 */
const [folder = "test-results/screens", ...chosen] = process.argv.slice(2);
const widths = [390, 1024, 1280, 1920] as const;
const height = { 390: 844, 1024: 768, 1280: 800, 1920: 1080 } as const;

const turns = Array.from({ length: 12 }, (_, at) => [
  at % 3 === 0
    ? "How do I keep sourdough starter alive while I am away for three weeks? I will not have anyone at home."
    : `And what about step ${at}?`,
  `Keep it **cold and stiff**. Feed it, let it rise for an hour, then put it in the fridge.

1. Mix 20 g of starter with 40 g of flour and 20 g of water.
2. Wait until it begins to rise.
3. Close the jar loosely.

| Weeks | Ratio |
| --- | --- |
| 1 | 1 : 2 : 2 |
| 3 | 1 : 4 : 2 |

\`\`\`python
def flour(starter_g: float, ratio: int) -> float:
    return starter_g * ratio
\`\`\`

The mass doubles as $m(t) = m_0 \\cdot 2^{t/\\tau}$.`,
]).flat();

interface View {
  readonly name: string;
  readonly address: string;
  readonly prepare?: (page: Page, language: Language) => Promise<void>;
  readonly after?: (page: Page) => Promise<void>;
}

await buildApp();
const home = await mkdtemp(join(tmpdir(), "facet-screens-"));
const launch = browserLaunchOptions();
const browser = await chromium.launch({
  ...launch,
  args: [...(launch.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
});
const edges: string[] = [];
try {
  await withTrained(reader).run(home);
  const { database } = openDatabase(await openHome(home));
  const long = storeChat(new ConversationStore(database), { title: "Sourdough on holiday", texts: turns });
  for (const title of ["Rent letter", "Python regular expressions", "Trip to Lisbon in March", "发票整理"]) {
    storeChat(new ConversationStore(database), { title, texts: ["Hello", "Hello, how can I help?"] });
  }
  database.close();
  await mkdir(folder, { recursive: true });
  let previous = null;
  let receiptAddress = "";
  for (const language of ["en", "zh-CN"] as const) {
    const context = await browser.newContext({
      locale: language === "en" ? "en-US" : "zh-CN",
      permissions: ["microphone"],
      reducedMotion: "reduce",
    });
    await describeComputer(context, smallComputer);
    const host = await startBrowserHost({ home, context, previous });
    const page = await host.openPage();
    if (receiptAddress === "") receiptAddress = await readReceipt(page);
    for (const view of viewsOf(long, receiptAddress)) {
      if (chosen.length === 0 || chosen.includes(view.name)) await show(page, view, language);
    }
    previous = host;
    await host.quit();
    await closePages(context);
  }
  await writeFile(join(folder, "edges.txt"), `${edges.join("\n")}\n`);
} finally {
  await browser.close();
  await rm(home, { recursive: true, force: true });
}

function viewsOf(longId: string, receiptAddress: string): readonly View[] {
  return [
    { name: "first-start", address: "#/" },
    { name: "models", address: "#/models/installed" },
    { name: "get-models", address: "#/models/get" },
    { name: "model-details", address: "#/models/get/E2B" },
    { name: "settings", address: "#/settings" },
    { name: "receipt", address: receiptAddress },
    { name: "long-chat", address: `#/chat/${longId}` },
    {
      name: "recording",
      address: "#/",
      async prepare(page, language) {
        const { media } = catalogs[language];
        await page.getByRole("button", { name: media.voice.record }).click();
        // The receipt reader does not hear.
        await page.getByRole("button", { name: media.voice.anyway }).click();
        await page.getByRole("meter").waitFor();
        await page.waitForTimeout(1500);
      },
      after: (page) => page.keyboard.press("Escape"),
    },
  ];
}

async function show(page: Page, view: View, language: Language): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${new URL(page.url()).origin}/${view.address}`);
  await page.reload();
  await page.waitForTimeout(1200);
  await view.prepare?.(page, language);
  for (const width of widths) {
    await page.setViewportSize({ width, height: height[width] });
    await page.waitForTimeout(350);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `${view.name}-${width}-${colorScheme}-${language}.png`);
      await page.screenshot({ path, animations: "disabled" });
    }
    await page.emulateMedia({ colorScheme: "light" });
    edges.push(`${view.name} ${width} ${language}`, ...(await edgesOf(page)));
  }
  await view.after?.(page);
}

async function edgesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      "header",
      "main article",
      "[class*=bubble]",
      "[class*=card]",
      "form",
      "[class*=box]",
      "main h1",
      "main h2",
    ]
      .flatMap((selector) =>
        [...document.querySelectorAll(selector)].slice(0, 6).map((each) => [selector, each] as const),
      )
      .map(([selector, each]) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        return `  ${selector} ${each.className}: ${left}–${right} × ${top}–${bottom}`;
      }),
  );
}

async function readReceipt(page: Page): Promise<string> {
  const [sample] = reader.samples;
  if (sample === undefined) throw new Error("There are no samples");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(sample.path);
  await page.getByRole("button", { name: "Read receipt" }).click();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("table").first().waitFor();
  await page.getByRole("button", { name: "Stop" }).waitFor({ state: "hidden" });
  return new URL(page.url()).hash;
}

async function closePages(context: BrowserContext): Promise<void> {
  await context.close();
}
