import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({
  beforeStart: withModels("showcase", "endless-slow"),
  // axe would measure the contrast of elements that are still fading in.
  contextOptions: { reducedMotion: "reduce" },
});

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds no violations in any state", async ({ facet }) => {
      test.slow();
      const { page } = facet;
      const { chooseModel, send, replyEnds, thinking, reasoning, replies, newChat } = user(page);
      expect(await violations(page), "first start").toEqual([]);

      await page.getByRole("button", { name: "Models", exact: true }).click();
      await page.getByRole("main", { name: "Models" }).waitFor();
      expect(await violations(page), "Models").toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      await page.getByRole("main", { name: "Settings" }).waitFor();
      expect(await violations(page), "Settings").toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Chat options" }).click();
      await page.getByRole("dialog", { name: "Chat options" }).waitFor();
      expect(await violations(page), "Chat options").toEqual([]);
      await page.keyboard.press("Escape");

      await chooseModel("Showcase");
      await thinking.click();
      await send("Show me everything");
      await replyEnds();
      await reasoning.click();
      expect(await violations(page), "a finished reply").toEqual([]);

      await newChat();
      await chooseModel("Endless, slow");
      await send("Go on");
      await expect(replies).toContainText("Choosing", { timeout: 20_000 });
      await facet.killEngine();
      await expect(page.getByRole("alert")).toBeVisible();
      expect(await violations(page), "a crashed engine").toEqual([]);
    });
  });
}

test("announces the end of a reply, and not its tokens", async ({ facet: { page } }) => {
  const { send, replyEnds } = user(page);
  await page.evaluate(() => {
    const announced: string[] = [];
    Object.assign(window, { announced });
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[role="status"], [aria-live]')) {
        const words = region.textContent.trim();
        if (words !== "" && announced.at(-1) !== words) announced.push(words);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await send("Hello");
  await replyEnds();
  await expect(page.getByRole("status").getByText("The reply is finished.")).toBeAttached();
  const announced = await page.evaluate(() => (window as unknown as { announced: string[] }).announced);
  expect(announced.filter((words) => words.includes("demo"))).toEqual([]);
});
