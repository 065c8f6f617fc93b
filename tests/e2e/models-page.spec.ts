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
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short", "dense-q4") });

async function openModelsOn(facet: Facet, computer: typeof smallComputer, answers?: Answers) {
  const { page } = facet;
  await describeComputer(page.context(), computer, answers);
  await page.reload();
  await page.getByRole("button", { name: "Models", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Models" });
  await expect(dialog.getByRole("heading", { name: "Recommended for this computer" })).toBeVisible();
  return dialog;
}

test("recommends a small model for a small computer, and marks models that are too large @browser", async ({
  facet,
}) => {
  const dialog = await openModelsOn(facet, smallComputer);
  await expect(dialog.getByText("This computer: 8 GB of memory, no supported GPU")).toBeVisible();
  const recommended = dialog.getByRole("region", { name: "Recommended for this computer" });
  await expect(recommended).toContainText("Gemma 4 E4B");
  await expect(recommended).toContainText("Runs well");
  await expect(recommended).toContainText(/needs about (5\.\d|6) GB of your 8 GB/);
  await expect(recommended).toContainText(/about \d+ words a second/);
  const largest = dialog.getByRole("listitem").filter({ hasText: "Gemma 4 31B" });
  await expect(largest).toContainText("Too large");
  await expect(largest).toContainText("you have 8 GB");
});

test("recommends the largest model for a large computer @browser", async ({ facet }) => {
  const dialog = await openModelsOn(facet, largeComputer);
  const recommended = dialog.getByRole("region", { name: "Recommended for this computer" });
  await expect(recommended).toContainText("Gemma 4 31B");
  await expect(dialog.getByText("a GPU with 24 GB", { exact: false })).toBeVisible();
});

test("updates the memory estimate for the context length and the precision, using the keyboard @browser", async ({
  facet,
}) => {
  const dialog = await openModelsOn(facet, smallComputer);
  const card = dialog.getByRole("listitem").filter({ hasText: "Gemma 4 E4B" });
  const needed = async () => Number(/needs about ([\d.]+) GB/.exec(await card.innerText())?.[1]);
  const before = await needed();
  const slider = dialog.getByRole("slider", { name: "Context length" });
  await slider.focus();
  await facet.page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", /^256K tokens/);
  await expect.poll(needed).toBeGreaterThan(before + 1);
  await facet.page.keyboard.press("Home");
  await expect.poll(needed).toBeLessThanOrEqual(before);

  const precision = dialog.getByRole("combobox", { name: "Precision of Gemma 4 E4B" });
  await precision.selectOption({ label: "8-bit (Q8_0)" });
  await expect(card).toContainText("Too large");
  await expect(card).toContainText("size unknown until the list is refreshed");
  await precision.selectOption({ label: "2-bit QAT (UD-Q2_K_XL)" });
  await expect(card).toContainText("noticeably less precise");
});

test("warns before loading a model that does not fit, and can load it anyway @browser", async ({ facet }) => {
  const dialog = await openModelsOn(facet, smallComputer, {
    "models.checkLoad": { neededBytes: 2e9, freeBytes: 1_000_000, alternatives: [], others: [] },
  });
  await dialog.getByRole("button", { name: "Use Random dense Q4" }).click();
  const warning = facet.page.getByRole("dialog", { name: "Not enough free memory for Random dense Q4" });
  await expect(warning).toContainText("1 MB are free now");
  await warning.getByRole("button", { name: "Load anyway" }).click();
  await expect(warning).toBeHidden();
  await expect(dialog.getByText("Random dense Q4 is loaded", { exact: false })).toBeVisible();
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
  await page.getByRole("button", { name: "Models", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Models" });
  await dialog.getByRole("button", { name: "Use Short" }).click();
  await expect(dialog.getByText("Short is loaded", { exact: false })).toBeVisible();
  await dialog.getByRole("button", { name: "More actions for Short" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(dialog.getByText("No model is loaded", { exact: false })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "More actions for Short" })).toBeHidden();
});

test("loads a model with its settings, and unloads it @browser", async ({ facet }) => {
  const { page } = facet;
  await page.getByRole("button", { name: "Models", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Models" });
  await dialog.getByRole("button", { name: "Settings of Short" }).click();
  await dialog.getByRole("combobox", { name: "Context length" }).selectOption({ label: "4K tokens" });
  await dialog.getByText("Q8_0", { exact: true }).click();
  await dialog.getByRole("button", { name: "Use Short" }).click();
  await expect(dialog.getByText("Short is loaded, with a context length of 4,096 tokens.")).toBeVisible();
  await dialog.getByRole("button", { name: "Unload Short" }).click();
  await expect(dialog.getByText("No model is loaded", { exact: false })).toBeVisible();

  await facet.restart();
  await page.getByRole("button", { name: "Models", exact: true }).click();
  await expect(dialog.getByText("Short is loaded, with a context length of 4,096 tokens.")).toBeVisible();
});

for (const [name, computer, colorScheme] of [
  ["small", smallComputer, "light"],
  ["large", largeComputer, "dark"],
] as const) {
  test.describe(`the Models page on a ${name} computer`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });
    test("has no axe violations with everything open @browser", async ({ facet }, testInfo) => {
      const dialog = await openModelsOn(facet, computer);
      await facet.page.screenshot({ path: testInfo.outputPath(`models-${name}-first.png`) });
      await dialog.getByRole("button", { name: "Details" }).click();
      await dialog.getByRole("button", { name: "Settings of Short" }).click();
      await dialog.getByRole("button", { name: "Compare sizes" }).click();
      const { violations } = await new AxeBuilder({ page: facet.page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
      ).toEqual([]);
      await facet.page.screenshot({ path: testInfo.outputPath(`models-${name}.png`) });
    });
  });
}
