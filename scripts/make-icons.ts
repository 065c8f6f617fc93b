import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { browserLaunchOptions } from "./browser.ts";

/**
 * Renders resources/icons/facet.svg: to facet.png, from which electron-builder makes the icons for macOS and
 * Windows, and to the sizes that Linux looks for. Run it after a change of the SVG.
 */
const icons = join(import.meta.dirname, "../resources/icons");
const side = 1024;
const linuxSides = [16, 24, 32, 48, 64, 128, 256, 512];

const svg = await readFile(join(icons, "facet.svg"), "utf8");
const browser = await chromium.launch(browserLaunchOptions());
try {
  const page = await browser.newPage();
  await writeFile(join(icons, "facet.png"), await rendered(page, side));
  await mkdir(join(icons, "linux"), { recursive: true });
  for (const linuxSide of linuxSides) {
    const name = `${linuxSide}x${linuxSide}.png`;
    await writeFile(join(icons, "linux", name), await rendered(page, linuxSide));
  }
} finally {
  await browser.close();
}

/** @param pixels width and height of the PNG */
async function rendered(page: Page, pixels: number): Promise<Buffer> {
  await page.setViewportSize({ width: pixels, height: pixels });
  await page.setContent(svg);
  await page.addStyleTag({
    content: "body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }",
  });
  return page.screenshot({ omitBackground: true });
}
