import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("calling") });

test("runs the self-test of a model in its settings @browser", async ({ facet }) => {
  const { page } = facet;
  const models = modelsPage(page);
  await models.open();
  await models.openSettings("Calling");
  const section = page.getByRole("region", { name: "Self-test" });
  await section.getByRole("button", { name: "Run self-test" }).click();
  const status = section.getByRole("status");
  await expect(status).toHaveText("The self-test is running…");
  await expect(status).toHaveText("No check failed.", { timeout: 120_000 });
  const checks = section.getByRole("list", { name: "Self-test" }).getByRole("listitem");
  await expect(checks.filter({ hasText: "Tool call" })).toContainText("calls get_weather for Paris");
  await expect(checks.filter({ hasText: "Sample clip" })).toContainText("left out");
  await expect(section.getByRole("button", { name: "Copy report" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await expect(section.getByRole("button", { name: "Run again" })).toBeVisible();
});
