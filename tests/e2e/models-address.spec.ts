import { expect, test } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("short", "dense-q4", "showcase", "other-architecture") });

test("Models is a page with an address, which Back, reload and Escape treat as one", async ({
  facet: { page },
}) => {
  const { main, details, open, showTab, showDetails } = modelsPage(page);
  await open();
  await expect(page.getByRole("heading", { name: "Models", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle("Models · Facet");
  await showDetails("Short");
  await expect(page).toHaveURL(/#\/models\/installed\/short\.gguf$/);
  await showTab("Sources");
  await expect(page).toHaveURL(/#\/models\/sources$/);
  await page.goBack();
  await expect(details.getByRole("heading", { name: "Short" })).toBeVisible();
  await page.reload();
  await expect(details.getByRole("heading", { name: "Short" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(main).toBeHidden();
  await expect(user(page).box).toBeFocused();
});

test("filters and sorts the installed models", async ({ facet: { page } }) => {
  const { main, open } = modelsPage(page);
  await open();
  const names = () => main.getByRole("list", { name: "On this computer" }).getByRole("link").allInnerTexts();
  const has = (count: number) => expect.poll(async () => (await names()).length).toBe(count);
  await has(5);
  await main.getByRole("combobox", { name: "Show" }).selectOption("With tools");
  await expect(main.getByRole("link", { name: "Random other", exact: true })).toBeHidden();
  await main.getByRole("combobox", { name: "Show" }).selectOption("All models");
  await main.getByRole("combobox", { name: "Sort by" }).selectOption("Smallest first");
  await expect(main.getByRole("list", { name: "On this computer" }).getByRole("link").first()).toContainText(
    "Short",
  );
  await main.getByRole("searchbox", { name: "Filter by name" }).fill("q4 dense");
  await has(1);
  await main.getByRole("searchbox", { name: "Filter by name" }).fill("nothing like it");
  await expect(main.getByRole("status").getByText("No model matches this filter.")).toBeVisible();
});

test("a narrow window shows the details in place of the list, and the focus follows", async ({
  facet: { page },
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.evaluate(() => (location.hash = "#/models"));
  const { main, details, showDetails } = modelsPage(page);
  await main.waitFor();
  await expect(details).toBeHidden();
  await showDetails("Short");
  await expect(details).toBeFocused();
  await expect(main.getByRole("link", { name: "Short", exact: true })).toBeHidden();
  await details.getByRole("button", { name: "Installed" }).click();
  await expect(main.getByRole("link", { name: "Short", exact: true })).toBeVisible();
});
