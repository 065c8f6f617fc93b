import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright";
import { browserLaunchOptions } from "./browser.ts";

/**
 * Renders resources/icons/facet.svg to facet.png, from which electron-builder makes the icons of every
 * system. Run it after a change of the SVG.
 */
const icons = join(import.meta.dirname, "../resources/icons");
const side = 1024;

const browser = await chromium.launch(browserLaunchOptions());
try {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(await readFile(join(icons, "facet.svg"), "utf8"));
  await page.addStyleTag({ content: "body { margin: 0 } svg { display: block }" });
  await writeFile(join(icons, "facet.png"), await page.screenshot({ omitBackground: true }));
} finally {
  await browser.close();
}
