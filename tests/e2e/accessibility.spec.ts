import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({
  beforeStart: withModels("showcase", "endless-slow"),
  // What fades in would be judged by how little of it is there yet.
  contextOptions: { reducedMotion: "reduce" },
});

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing wrong in any state", async ({ facet }) => {
      test.slow();
      const { page } = facet;
      const { chooseModel, send, replyEnds, thinking, reasoning, replies, newChat } = user(page);
      expect(await violations(page), "first start").toEqual([]);

      await page.getByRole("button", { name: "Models", exact: true }).click();
      await page.getByRole("dialog", { name: "Models" }).waitFor();
      expect(await violations(page), "Models").toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("dialog", { name: "Settings" }).waitFor();
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
      expect(await violations(page), "an engine that died").toEqual([]);
    });
  });
}

test("the end of a reply is announced once, not each token", async ({ facet: { page } }) => {
  const { send, replyEnds } = user(page);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[role="status"], [aria-live]')) {
        const words = region.textContent.trim();
        if (words !== "" && said.at(-1) !== words) said.push(words);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await send("Hello");
  await replyEnds();
  await expect(page.getByRole("status").getByText("The reply is finished.")).toBeAttached();
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((words) => words.includes("demo"))).toEqual([]);
});
