import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

test("Settings is a page with an address, which Back, reload and Escape treat as one", async ({
  facet: { page },
}) => {
  const { send, replyEnds, questions, box } = user(page);
  const settings = page.getByRole("main", { name: "Settings" });
  await send("Before the settings");
  await replyEnds();
  await box.fill("a draft");
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expect(page).toHaveURL(/#\/settings$/);
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle("Settings · Facet");

  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Your data" }).click();
  await expect(settings.getByRole("region", { name: "Your data" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeInViewport({ ratio: 1 });
  await page.reload();
  await expect(settings.getByRole("region", { name: "Your data" })).toBeInViewport();
  await settings.getByRole("region", { name: "Appearance" }).scrollIntoViewIfNeeded();
  await page.getByRole("link", { name: "Your data" }).click();
  await expect(settings.getByRole("region", { name: "Your data" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(questions).toContainText("Before the settings");
  await expect(box).toHaveValue("a draft");
  await expect(box).toBeFocused();

  await page.goBack();
  await expect(settings).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(questions).toContainText("Before the settings");
});

test("the search in Settings leaves the sections with its words", async ({ facet: { page } }) => {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const settings = page.getByRole("main", { name: "Settings" });
  const search = settings.getByRole("searchbox", { name: "Search settings" });
  const titles = settings.getByRole("heading", { level: 2 });
  await expect(titles.first()).toBeVisible();
  const all = await titles.allTextContents();
  await search.fill("backup dark");
  await expect(settings.getByText("No setting matches")).toBeVisible();
  await search.fill("dark");
  await expect(titles).toHaveText(["Appearance"]);
  await page.keyboard.press("Escape");
  await expect(titles).toHaveText(all);
  await expect(settings).toBeVisible();

  const appearance = settings.getByRole("region", { name: "Appearance" });
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "About" }).click();
  await expect(appearance).not.toBeInViewport();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expect(appearance).toBeInViewport();
});
