import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { writeGguf } from "../../scripts/gguf/gguf-writer.ts";
import { hollowModel } from "../../scripts/models/sized-model.ts";
import { zeros } from "../../scripts/models/tensors.ts";
import {
  describeComputer,
  largeComputer,
  smallComputer,
  type Answers,
} from "./harness/described-computer.ts";
import { expect, test, type Facet } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short", "dense-q4") });

async function openModelsOn(facet: Facet, computer: typeof smallComputer, answers?: Answers) {
  const { page } = facet;
  await describeComputer(page.context(), computer, answers);
  await page.reload();
  const models = modelsPage(page);
  await models.open("Get models");
  await expect(models.main.getByRole("heading", { name: "Recommended for this computer" })).toBeVisible();
  return models;
}

test("recommends a small model for a small computer, and marks models that are too large @browser", async ({
  facet,
}) => {
  const { main, row, details, showDetails } = await openModelsOn(facet, smallComputer);
  await expect(main.getByText("This computer: 8 GB of memory, no supported GPU")).toBeVisible();
  const recommended = main.getByRole("region", { name: "Recommended for this computer" });
  await expect(recommended).toContainText("Gemma 4 E4B");
  await expect(recommended).toContainText("Runs well");
  await expect(recommended).toContainText(/Needs about (5\.\d|6)\sGB of your 8\sGB/);
  await expect(recommended).toContainText(/about \d+ words a second · reads a page of text in about \d+\ss/);
  await expect(recommended).toContainText(
    /Images and audio\s*Runs slowly\s*Looks at a photo in about \d+\ss/,
  );
  await expect(row("Gemma 4 31B")).toContainText("Too large");
  await showDetails("Gemma 4 31B");
  await expect(details).toContainText("you have 8 GB");
});

test("recommends the largest model for a large computer @browser", async ({ facet }) => {
  const { main } = await openModelsOn(facet, largeComputer);
  const recommended = main.getByRole("region", { name: "Recommended for this computer" });
  await expect(recommended).toContainText("Gemma 4 31B");
  await expect(main.getByText("a GPU with 24 GB", { exact: false })).toBeVisible();
});

test("updates the memory estimate for the context length and the precision, using the keyboard @browser", async ({
  facet,
}) => {
  const { main, row, details, showDetails } = await openModelsOn(facet, smallComputer);
  await showDetails("Gemma 4 E4B");
  const needed = async () => Number(/Needs about ([\d.]+)\sGB/.exec(await details.innerText())?.[1]);
  const before = await needed();
  const slider = details.getByRole("slider", { name: "Context length" });
  await slider.focus();
  await facet.page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /^128K tokens/);
  await expect.poll(needed).toBeGreaterThan(before + 1);
  await facet.page.keyboard.press("Home");
  await expect.poll(needed).toBeLessThanOrEqual(before);

  const precision = details.getByRole("combobox", { name: "Precision of Gemma 4 E4B" });
  await precision.selectOption({ label: "8-bit (Q8_0)" });
  await expect(row("Gemma 4 E4B")).toContainText("Too large");
  await expect(details).toContainText("Size unknown until the list is refreshed");
  await precision.selectOption({ label: "2-bit QAT (UD-Q2_K_XL)" });
  await expect(details).toContainText("noticeably less precise");

  // A size that was trained for more offers more.
  await main.getByRole("link", { name: "Gemma 4 12B", exact: true }).click();
  await slider.focus();
  await facet.page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /^256K tokens/);
});

test("warns before loading a model that does not fit, and can load it anyway @browser", async ({ facet }) => {
  const { main, showTab } = await openModelsOn(facet, smallComputer, {
    "models.checkLoad": { neededBytes: 2 * 1024 ** 3, freeBytes: 1024 ** 2, alternatives: [], others: [] },
  });
  await showTab("Installed");
  await main.getByRole("button", { name: "Use Random dense Q4" }).click();
  const warning = facet.page.getByRole("dialog", { name: "Not enough free memory for Random dense Q4" });
  await expect(warning).toContainText("needs about 2 GB, and 1 MB are free now");
  await warning.getByRole("button", { name: "Load anyway" }).click();
  await expect(warning).toBeHidden();
  await expect(main.getByText("Random dense Q4 is loaded", { exact: false })).toBeVisible();
});

test.describe("a model that does not fit with any settings", () => {
  /** 31B in 32 bits: a sparse file of 120 GB. */
  const beforeStart = {
    async run(home: string) {
      await withModels("short").run(home);
      const { metadata, tensors } = hollowModel("31b");
      const wide = tensors.map(({ name, shape }) => zeros(name, shape, "F32"));
      await writeGguf(join(home, "models", "huge.gguf"), { metadata, tensors: wide });
      await writeFile(join(home, "settings.json"), JSON.stringify({ modelId: "huge.gguf" }));
    },
  };
  test.use({ beforeStart });

  test("shows a warning before it is loaded at start or for a message @browser", async ({ facet }) => {
    const { page } = facet;
    const { box, send, replies, replyEnds } = user(page);
    const warning = page.getByRole("dialog", { name: /^Not enough free memory for Random 31B/i });
    await expect(warning).toContainText("It needs about 1");
    await warning.getByRole("button", { name: "Cancel" }).click();
    await expect(warning).toBeHidden();

    await box.fill("Hello");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(warning).toBeVisible();
    await warning.getByRole("button", { name: "Cancel" }).click();
    await expect(replies).toContainText("Not enough free memory");

    await page.getByRole("button", { name: "Retry" }).click();
    await warning.getByRole("button", { name: "Use Short instead" }).click();
    await expect(page.getByRole("button", { name: "Model: Short" })).toBeVisible();
    await send("Hello again");
    await replyEnds();
    await expect(replies.last()).toContainText("Here is a short answer");
  });
});

test("unloads a model before deleting it @browser", async ({ facet }) => {
  const { page } = facet;
  const { main, open } = modelsPage(page);
  await open();
  await main.getByRole("button", { name: "Use Short" }).click();
  await expect(main.getByText("Short is loaded", { exact: false })).toBeVisible();
  await main.getByRole("button", { name: "More actions for Short" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(main.getByText("No model is loaded", { exact: false })).toBeVisible();
  await expect(main.getByRole("button", { name: "More actions for Short" })).toBeHidden();
});

test("loads a model with its settings, and unloads it @browser", async ({ facet }) => {
  const { main, details, open, openSettings } = modelsPage(facet.page);
  await open();
  await openSettings("Short");
  await details.getByRole("combobox", { name: "Context length" }).selectOption({ label: "4K tokens" });
  await details.getByText("Q8_0", { exact: true }).click();
  await main.getByRole("button", { name: "Use Short" }).click();
  await expect(main.getByText("Short is loaded, with a context length of 4,096 tokens.")).toBeVisible();
  await expect(main.getByRole("listitem").filter({ hasText: "Loaded" })).toContainText("Short");
  await details.getByRole("button", { name: "Unload Short" }).click();
  await expect(main.getByText("No model is loaded", { exact: false })).toBeVisible();

  await facet.restart();
  await open();
  await expect(main.getByText("Short is loaded, with a context length of 4,096 tokens.")).toBeVisible();
});

for (const [name, computer, colorScheme] of [
  ["small", smallComputer, "light"],
  ["large", largeComputer, "dark"],
] as const) {
  test.describe(`the Models page on a ${name} computer`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });
    test("has no axe violations with everything open @browser", async ({ facet }, testInfo) => {
      const { main, showTab, openSettings } = await openModelsOn(facet, computer);
      await facet.page.screenshot({ path: testInfo.outputPath(`models-${name}-first.png`) });
      await main.getByRole("button", { name: "Details" }).click();
      await main.getByRole("button", { name: "Compare sizes" }).click();
      const violations = async (what: string) => {
        const found = await new AxeBuilder({ page: facet.page }).analyze();
        await facet.page.screenshot({ path: testInfo.outputPath(`models-${name}-${what}.png`) });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      };
      expect(await violations("get")).toEqual([]);
      await showTab("Installed");
      await openSettings("Short");
      expect(await violations("installed")).toEqual([]);
      await showTab("Sources");
      expect(await violations("sources")).toEqual([]);
    });
  });
}
