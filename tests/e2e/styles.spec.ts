import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

test("tooltips have an opaque background, whatever stylesheet is loaded last", async ({
  facet: { page },
}) => {
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(page.getByRole("main", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Attach files" }).hover();
  const tooltip = page.locator("[data-tooltip]");
  await expect(tooltip).toBeVisible();
  expect(await tooltip.evaluate((element) => getComputedStyle(element).backgroundColor)).toMatch(/^rgb\(/);
});

test("every rule of the built page belongs to a cascade layer", async ({ facet: { page } }) => {
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(page.getByRole("main", { name: "Settings" })).toBeVisible();
  const outside = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules]
        .filter((rule) => !(rule instanceof CSSLayerBlockRule || rule instanceof CSSLayerStatementRule))
        .map(({ cssText }) => cssText.slice(0, 80)),
    ),
  );
  expect(outside).toEqual([]);
  expect(await page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(1);
});

test("messages and the message box share their edges in every width, with and without a scrollbar @browser", async ({
  facet: { page },
}) => {
  const { send, replyEnds } = user(page);
  await send(Array.from({ length: 40 }, (_, at) => `Line ${at}`).join("\n"));
  await replyEnds();
  const edges = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return { left, right };
      });
  for (const width of [390, 900, 1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: 700 });
    await expect(async () => expect(await edges("main article")).toEqual(await edges("main form"))).toPass();
  }
});

test("the title and the close button of a page stand over the edges of its content in every width @browser", async ({
  facet: { page },
}) => {
  const edges = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const { left } = range.getBoundingClientRect();
        return { left: Math.round(left), right: Math.round(element.getBoundingClientRect().right) };
      });
  const pages = [
    { name: "Models", first: "main [role=tablist]", last: "main [role=tablist]" },
    { name: "Settings", first: "main search", last: "main h2" },
  ] as const;
  for (const { name, first, last } of pages) {
    const button = page.getByRole("button", { name, exact: true });
    await button.click();
    await expect(button).toHaveAttribute("aria-current", "page");
    for (const width of [1024, 1280, 1920]) {
      await page.setViewportSize({ width, height: 700 });
      await expect.poll(async () => (await edges("h1")).left).toBe((await edges(first)).left);
      await expect.poll(async () => (await edges("header svg")).right).toBe((await edges(last)).right);
    }
  }
});
