import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import { fixtureModel } from "../fixtures/models.ts";
import { expect, test } from "./harness/facet.ts";

test.use({
  beforeStart: {
    async run(home) {
      await mkdir(join(home, "models"));
      await cp(await fixtureModel("showcase"), join(home, "models/showcase.gguf"));
      const settings = { ...defaultSettings, modelId: "showcase.gguf" };
      await writeFile(join(home, "settings.json"), JSON.stringify(settings));
    },
  },
});

test("renders a rich answer under the content security policy, which refuses markup and code from strings", async ({
  facet,
}) => {
  const { page } = facet;
  await page.getByRole("textbox", { name: "Message" }).fill("Show me everything");
  await page.getByRole("button", { name: "Send" }).click();
  const answer = page.getByRole("article", { name: "Assistant" });
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await expect(answer.getByRole("table")).toBeVisible();
  await expect(answer.locator(".katex").first()).toBeVisible();
  // The colours come from the highlighting worker, which the policy allows because it is one of our own
  // files.
  const colours = () =>
    answer
      .locator("pre span")
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
  await expect.poll(colours).toBeGreaterThan(2);
  expect(facet.troubles.unexpected()).toEqual([]);

  facet.troubles.expect(/Content Security Policy|requires 'Trusted|Fetch API cannot load|Failed to fetch/);
  const refused = await page.evaluate(async () => {
    // Runs in a later task, because the policy does not apply to code evaluated by the test itself.
    await new Promise((done) => setTimeout(done));
    const attempt = async (action: () => unknown) => {
      try {
        await action();
        return "allowed";
      } catch {
        return "refused";
      }
    };
    const script = document.createElement("script");
    return {
      markup: await attempt(() => (document.body.innerHTML = "<b>markup</b>")),
      code: await attempt(() => (0, eval)("1")),
      scriptText: await attempt(() => (script.text = "1")),
      foreignScript: await attempt(() => (script.src = "https://example.com/x.js")),
      foreignWorker: await attempt(() => new Worker("https://example.com/x.js")),
      network: await attempt(() => fetch("https://example.com/")),
    };
  });
  expect(refused).toEqual({
    markup: "refused",
    code: "refused",
    scriptText: "refused",
    foreignScript: "refused",
    foreignWorker: "refused",
    network: "refused",
  });
});
