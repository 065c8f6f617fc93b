import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { modelsPage } from "./harness/models-page.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short") });

/** The chat template in the settings of the model Short, opened. */
async function openTemplate(page: Page) {
  const { main, open, openSettings } = modelsPage(page);
  await open();
  await openSettings("Short");
  const section = main.getByRole("region", { name: "Chat template" });
  await section.getByRole("button", { name: "Chat template" }).click();
  return {
    main,
    section,
    editor: section.getByRole("textbox", { name: "Template" }),
    preview: section.getByRole("region", { name: "Preview" }),
    save: section.getByRole("button", { name: "Save template" }),
    reset: section.getByRole("button", { name: "Reset to original" }),
    edited: section.getByText("Edited", { exact: true }),
  };
}

const addition = "{{- 'Answer in rhymes.' -}}";

test("previews, saves and resets the chat template of a model @browser", async ({ facet }) => {
  const { page } = facet;
  const { main, editor, preview, save, reset, edited, section } = await openTemplate(page);
  const prompt = preview.getByRole("group", { name: "Prompt of a short chat" });
  await expect(prompt).toContainText("What is the capital of France?");
  await expect(prompt.locator("mark").first()).toHaveText("<bos>");
  await expect(preview).toContainText("Load the model to count the tokens.");
  await expect(prompt).not.toContainText("<|think|>");
  await preview.getByRole("switch", { name: "Thinking in the preview" }).click();
  await expect(prompt).toContainText("<|think|>");

  await main.getByRole("button", { name: "Use Short" }).click();
  await expect(main.getByText("Short is loaded", { exact: false })).toBeVisible();
  const tokens = preview.getByText(/^\d+ tokens$/);
  await expect(tokens).toBeVisible();
  const before = Number.parseInt(await tokens.innerText());

  await expect(save).toBeDisabled();
  await expect(reset).toBeDisabled();
  const original = await editor.inputValue();
  await editor.fill(`${original}${addition}`);
  await expect(prompt).toContainText("Answer in rhymes.");
  await expect.poll(async () => Number.parseInt(await tokens.innerText())).toBeGreaterThan(before);
  await expect(section.getByText("Unsaved changes")).toBeVisible();
  await editor.press("ControlOrMeta+s");
  await expect(page.getByText("Chat template saved")).toBeVisible();
  await expect(edited).toBeVisible();
  await expect(section.getByText("Unsaved changes")).toBeHidden();

  await reset.click();
  await expect(edited).toBeHidden();
  await expect(editor).toHaveValue(original);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(edited).toBeVisible();
  await expect(editor).toHaveValue(`${original}${addition}`);
});

test("answers with an edited template, also after a restart @browser", async ({ facet }) => {
  const { page } = facet;
  const { main, editor, save, edited } = await openTemplate(page);
  const original = await editor.inputValue();
  await editor.fill(`{# edited #}${original}`);
  await save.focus();
  await page.keyboard.press("Enter");
  await expect(edited).toBeVisible();
  await expect(save).toBeDisabled();
  await expect(save).toBeFocused();
  await main.getByRole("button", { name: "Use Short" }).click();
  await expect(main.getByText("Short is loaded", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  const { send, replyEnds, replies } = user(page);
  await send("Hello");
  await replyEnds();
  await expect(replies.last()).toContainText("Here is a short answer");

  await facet.restart();
  const again = await openTemplate(page);
  await expect(again.edited).toBeVisible();
  await expect(again.editor).toHaveValue(`{# edited #}${original}`);
});

test("says what is wrong with a template and in which line, and keeps unsaved text @browser", async ({
  facet,
}) => {
  const { page } = facet;
  const { section, editor, save, preview } = await openTemplate(page);
  await expect(preview).toContainText("What is the capital of France?");
  const broken = "{{ bos_token }}\n{% if enable_thinking %}\n{{ messages }}";
  await editor.fill(broken);
  const alert = section.getByRole("alert");
  await expect(alert).toContainText("The block {% if %} is not closed with {% endif %}.");
  await expect(save).toBeDisabled();
  await expect(preview).toContainText("There is nothing to show until the template is corrected.");

  await alert.getByRole("button", { name: "Go to line 2" }).click();
  await expect(editor).toBeFocused();
  expect(await editor.evaluate((area: HTMLTextAreaElement) => getSelection()?.toString() ?? area.value)).toBe(
    "{% if enable_thinking %}",
  );
  await page.keyboard.press("Tab");
  await expect(editor).not.toBeFocused();
  await expect(editor).toHaveValue(broken);

  await page.reload();
  const again = await openTemplate(page);
  await expect(again.editor).toHaveValue(broken);
  await expect(again.section.getByRole("alert")).toContainText("is not closed");
  await again.reset.click();
  await expect(again.section.getByText("Unsaved changes")).toBeHidden();
  await expect(again.preview).toContainText("What is the capital of France?");
});

test("gives up a template that never ends @browser", async ({ facet }) => {
  const { section, editor, save, preview } = await openTemplate(facet.page);
  const original = await editor.inputValue();
  await editor.fill("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}");
  await expect(section.getByRole("alert")).toContainText("takes too long", { timeout: 20_000 });
  await expect(save).toBeDisabled();
  await editor.fill(original);
  await expect(section.getByRole("alert")).toBeEmpty();
  await expect(preview).toContainText("What is the capital of France?");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`the chat template in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });
    test("has no axe violations @browser", async ({ facet }, testInfo) => {
      const { page } = facet;
      const { editor, section, preview } = await openTemplate(page);
      await expect(preview).toContainText("What is the capital of France?");
      await editor.evaluate((area) => area.scrollIntoView({ block: "start" }));
      await page.screenshot({ path: testInfo.outputPath(`template-${colorScheme}.png`) });
      await editor.fill("{% for message in messages %}{{ message.content }}{% endfor %}");
      await expect(section.getByRole("status")).toContainText("Nothing separates the messages");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
      ).toEqual([]);
      await page.screenshot({ path: testInfo.outputPath(`template-${colorScheme}-warnings.png`) });
    });
  });
}
