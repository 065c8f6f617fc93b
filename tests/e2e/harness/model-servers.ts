import { expect, type Locator, type Page } from "@playwright/test";
import { networkInterfaces } from "node:os";
import { modelsPage } from "./models-page.ts";

/** The model servers among the sources of models, and the models on them in the top bar, as a user works with them. */
export function modelServers(page: Page) {
  const section = page.getByRole("region", { name: "Model servers" });
  const models = page.getByRole("button", { name: /^Model: / });
  const field = (name: string) => section.getByRole("textbox", { name });
  const row = (name: string): Locator =>
    section.getByRole("list", { name: "Servers" }).getByRole("listitem", { name, exact: true });

  const open = async (): Promise<void> => {
    await modelsPage(page).open("Sources");
    await section.waitFor();
  };

  /** Fills the form and connects. The page with the servers must be open. */
  const add = async (server: { readonly url: string; readonly key?: string; readonly name?: string }) => {
    await section.getByRole("button", { name: "Add server" }).click();
    await field("Base URL").fill(server.url);
    if (server.key !== undefined) await section.getByLabel("API key (optional)").fill(server.key);
    if (server.name !== undefined) await field("Name (optional)").fill(server.name);
    await section.getByRole("button", { name: "Connect", exact: true }).click();
  };

  const closeModels = async (): Promise<void> => {
    await page.getByRole("banner").getByRole("button", { name: "Close" }).click();
    await expect(section).toBeHidden();
  };

  /** Picks a model of a server in the top bar, and waits until it is chosen or a dialog asks about it. */
  const choose = async (server: string, model: string): Promise<void> => {
    await models.click();
    await page
      .getByRole("group", { name: server })
      .getByRole("menuitemradio", { name: new RegExp(`^${model}`) })
      .click();
    const chosen = page.getByRole("button", { name: new RegExp(`^Model: ${model}`) });
    await expect(chosen.or(page.getByRole("dialog")).first()).toBeVisible();
  };

  /** Adds a server under the name Lab and chooses its model. */
  const addAndChoose = async (url: string, model: string): Promise<void> => {
    await open();
    await add({ url, name: "Lab" });
    await expect(row("Lab")).toContainText("1 model");
    await closeModels();
    await choose("Lab", model);
  };

  return { section, models, field, row, open, add, closeModels, choose, addAndChoose };
}

/**
 * An address of this computer that is not loopback, as another computer in the network would use; null: there
 * is none.
 */
export function networkAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? null;
}
