import type { Page } from "@playwright/test";

type Tab = "Installed" | "Get models" | "Sources";

/** The Models page, as a user works with it. */
export function modelsPage(page: Page) {
  const main = page.getByRole("main", { name: "Models" });
  const details = main.getByRole("region", { name: "Details" });
  /** The line of one model or size, by a text in it. */
  const row = (name: string) => main.getByRole("listitem").filter({ hasText: name });

  const showTab = async (tab: Tab): Promise<void> => {
    await main.getByRole("tab", { name: tab }).click();
  };

  const open = async (tab: Tab = "Installed"): Promise<void> => {
    await page.getByRole("button", { name: "Models", exact: true }).click();
    await main.waitFor();
    if (tab !== "Installed") await showTab(tab);
  };

  /** Shows what is known of a model, beside the list. */
  const showDetails = async (name: string): Promise<void> => {
    await main.getByRole("link", { name, exact: true }).click();
    await details.getByRole("heading", { name, exact: true }).waitFor();
  };

  const openSettings = async (name: string): Promise<void> => {
    await showDetails(name);
    await details.getByRole("button", { name: `Settings of ${name}` }).click();
  };

  return { main, details, row, showTab, open, showDetails, openSettings };
}
