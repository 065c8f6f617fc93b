import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { startBrowserHost } from "../tests/e2e/harness/browser-host.ts";
import { user } from "../tests/e2e/harness/user.ts";
import { withTrained } from "../tests/e2e/harness/with-trained.ts";
import { reader } from "../tests/fixtures/trained-models.ts";
import { browserLaunchOptions } from "./browser.ts";
import { buildApp, projectRoot } from "./build/build-app.ts";
import { writeGguf } from "./gguf/gguf-writer.ts";
import { scriptedModel, type Script } from "./models/scripted-model.ts";

/**
 * Takes the pictures of the README from the running app: `npm run pictures`. The answer of the first is that of a
 * generated model, which always says the same; the receipt is read by the trained test model.
 */
const script: Script = {
  name: "Scripted model",
  thought:
    "The user wants to ride to work, ten kilometres each way. Weight matters on stairs, gears on hills. I compare three kinds and end with a question.",
  answer: `For ten kilometres each way, three kinds come into question:

| Kind | Weight | Good at |
| --- | --- | --- |
| City bike | 16 kg | flat streets, ordinary clothes |
| Trekking bike | 14 kg | hills, luggage, any weather |
| Folding bike | 11 kg | stairs and trains |

A **trekking bike** suits most people: wide gears for hills, mudguards, and a rack that carries 25 kg. To find the frame size, measure your inseam:

\`\`\`python
frame_cm = round(inseam_cm * 0.66)
\`\`\`

Are there stairs or a train on your way? Then look at a folding bike first.`,
  tokens: "words",
  // As fast as a real model would be.
  isSlow: true,
};
const size = { width: 1200, height: 900 };
const folder = join(projectRoot, "docs/pictures");

await buildApp();
const home = await mkdtemp(join(tmpdir(), "facet-pictures-"));
const browser = await chromium.launch(browserLaunchOptions());
try {
  await withTrained(reader).run(home);
  await writeGguf(join(home, "models/scripted.gguf"), scriptedModel(script));
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext({
    viewport: size,
    locale: "en-US",
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const host = await startBrowserHost({ home, context, previous: null });
  try {
    const page = await host.openPage();
    await chat(page);
    await receipt(page);
  } finally {
    await host.quit();
  }
} finally {
  await browser.close();
  await rm(home, { recursive: true, force: true });
}

async function chat(page: Page): Promise<void> {
  const { chooseModel, thinking, send, replyEnds, reasoning } = user(page);
  await chooseModel(script.name);
  await thinking.click();
  await send("Which bicycle for ten kilometres to work?");
  await replyEnds();
  await reasoning.click();
  await picture(page, "chat");
}

async function receipt(page: Page): Promise<void> {
  const [sample] = reader.samples;
  if (sample === undefined) throw new Error("There are no samples");
  const { newChat, replyEnds } = user(page);
  await newChat();
  await page.getByRole("button", { name: /^Model: / }).click();
  await page.getByRole("menuitemradio", { name: /^Receipt reader/ }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(sample.path);
  await page.getByRole("button", { name: "Read receipt" }).click();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("table").first().waitFor();
  await replyEnds();
  await picture(page, "receipt");
}

/** In light and dark, as PNG: an interface has few colours. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: "disabled" });
  }
  await page.emulateMedia({ colorScheme: "light" });
}
