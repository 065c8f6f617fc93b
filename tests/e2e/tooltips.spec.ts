import { expect, test } from "./harness/facet.ts";

test("a tooltip opens on hover, the next one at once, and none after a press", async ({
  facet: { page },
}) => {
  const tooltip = page.locator("[data-tooltip]");
  const attach = page.getByRole("button", { name: "Attach files" });
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await attach.hover();
  await page.clock.runFor(400);
  await expect(tooltip).toHaveCount(0);
  await page.clock.runFor(200);
  await expect(tooltip).toHaveText(/^Attach files/);
  await expect(tooltip).toHaveAttribute("aria-hidden", "true");

  // The clock stands still: only what opens without a delay opens.
  await page.getByRole("button", { name: "Record voice note" }).hover();
  await expect(tooltip).toHaveText(/^Record voice note/);
  await page.mouse.down();
  await expect(tooltip).toHaveCount(0);
  await page.mouse.move(640, 300);
  await page.mouse.up();

  await page.clock.runFor(1000);
  await attach.hover();
  await page.clock.runFor(300);
  await page.mouse.down();
  await page.clock.runFor(1000);
  await expect(tooltip).toHaveCount(0);
  await page.mouse.move(640, 300);
  await page.mouse.up();
});

test("a key shows a tooltip, Escape closes it and does what it does without one, and touch opens none", async ({
  facet: { page },
}) => {
  const tooltip = page.locator("[data-tooltip]");
  const sidebar = page.getByRole("button", { name: "Hide sidebar" });
  await sidebar.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(sidebar).toBeFocused();
  await expect(tooltip).toHaveText(/^Hide sidebar/);
  await page.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();

  const attach = page.getByRole("button", { name: "Attach files" });
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await attach.dispatchEvent("pointerover", { pointerType: "touch" });
  await page.clock.runFor(1000);
  await expect(tooltip).toHaveCount(0);
  await attach.dispatchEvent("pointerover", { pointerType: "mouse" });
  await page.clock.runFor(1000);
  await expect(tooltip).toHaveText(/^Attach files/);
});

test("closes the tooltip of a removed button", async ({ facet: { page } }) => {
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("Hello");
  await page.getByRole("button", { name: "Send", exact: true }).hover();
  const tooltip = page.locator("[data-tooltip]");
  await expect(tooltip).toHaveText(/^Send/);
  await page.getByRole("button", { name: "Send", exact: true }).evaluate((element) => element.remove());
  await expect(tooltip).toHaveCount(0);
});

test("a tooltip in a drawer that a key has opened is above the drawer", async ({ facet: { page } }) => {
  await page.setViewportSize({ width: 600, height: 800 });
  await page.getByRole("button", { name: "Show sidebar" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator("[data-tooltip]");
  await expect(tooltip).toHaveText(/^Show sidebar/);
  await page.keyboard.press("Control+b");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("dialog").locator("[data-tooltip]")).toBeVisible();
});
