import { readdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("tool-coder") });

test("code runs in the built app when the user allows it, and its files and errors are shown", async ({
  facet,
  home,
}) => {
  const { page } = facet;
  const { chooseModel, send, stop, replies } = user(page);
  const { pick, settled } = attaching(facet);
  const calls = (name: string) => page.getByRole("group", { name: `Tool call: ${name}` });
  const allow = (scope: string) => page.getByRole("button", { name: scope, exact: true }).click();
  const menu = page.getByRole("dialog", { name: "Tools" });
  await chooseModel("Coder");
  await page.getByRole("button", { name: "Tools", exact: true }).click();
  await menu.getByRole("switch", { name: "Run code", exact: true }).click();
  await page.keyboard.press("Escape");
  await pick({ name: "rooms.csv", bytes: Buffer.from("Kitchen,14\nBedroom,18\nBathroom,6\n") });
  await settled();
  await send("Draw the rooms.");

  const [first, second, third] = [calls("run_python").nth(0), calls("run_python").nth(1), calls("run_bash")];
  await expect(first).toContainText("text that you did not write");
  await expect(first.locator("pre")).toHaveText("print(rooms)");
  await allow("Allow once");
  await expect(first).toContainText("Failed", { timeout: 30_000 });
  await first.getByRole("button", { name: "Error message" }).click();
  await expect(first).toContainText("NameError: name 'rooms' is not defined");

  // Coloured, so that it can be read before it is allowed.
  await expect(second.locator("pre span span").first()).toBeVisible();
  await allow("Allow in this chat");
  const chart = second.getByRole("img", { name: "rooms.svg" });
  await expect(chart).toBeVisible({ timeout: 30_000 });
  expect(await chart.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(420);
  await second.getByRole("button", { name: "Result" }).click();
  await expect(second).toContainText("('Bedroom', 18)");
  const download = page.waitForEvent("download");
  await second.getByRole("link", { name: "Download rooms.svg" }).click();
  expect((await download).suggestedFilename()).toBe("rooms.svg");

  await expect(third).toContainText("Needs your approval");
  await allow("Allow once");
  await third.getByRole("button", { name: "Result" }).click();
  await expect(third.getByRole("group", { name: "Result of run_bash" })).toHaveText("3");

  // Python is allowed in this chat: the endless loop has begun. Stop ends it.
  await expect(calls("run_python").nth(2)).toContainText("Running");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await stop.click();
  await expect(calls("run_python").nth(2)).toContainText("The reply ended while this was running");
  await page.screenshot({ path: "/tmp/jb/code1.png", fullPage: true });
  await expect(replies.last()).not.toContainText("The chart is ready.");
  expect(readdirSync(join(home, "code"))).toHaveLength(1);
});
