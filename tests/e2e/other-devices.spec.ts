import AxeBuilder from "@axe-core/playwright";
import type { BrowserHost } from "./harness/browser-host.ts";
import { expect, test } from "./harness/facet.ts";
import { networkAddress } from "./harness/model-servers.ts";
import { enterPassword, openPhone, otherDevices, password } from "./harness/other-devices.ts";

test.describe("other devices", { tag: "@browser" }, () => {
  test.skip(networkAddress() === null, "this computer has no address but loopback");

  test("sign in with the password or a code, wait after wrong ones, and are signed out from here", async ({
    facet,
    browser,
  }) => {
    const { page } = facet;
    const here = otherDevices(page);
    await here.open();
    await expect(here.devices).toHaveCount(1);
    await expect(here.devices).toContainText(/This device.*On this computer/);
    const url = await here.letIn();
    expect(new URL(url).hostname).toBe(networkAddress());
    await expect(here.section).toContainText(
      /connection is not encrypted.+browsers give no page the microphone/,
    );
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    const phone = await openPhone(browser);
    await phone.goto(url);
    await expect(phone.getByRole("heading", { name: "Sign in to Facet" })).toBeVisible();
    expect((await new AxeBuilder({ page: phone }).analyze()).violations).toEqual([]);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answered = phone.waitForResponse(/\/sign-in$/);
      await enterPassword(phone, `wrong ${attempt}`);
      await answered;
      const words = attempt < 5 ? "That is not the password." : /Too many attempts. Try again in \d+ seconds/;
      await expect(phone.getByLabel("Password")).toHaveAccessibleDescription(words);
    }
    await enterPassword(phone, password);
    await expect(phone.getByLabel("Password")).toHaveAccessibleDescription(/Too many attempts/);

    // Another address is not affected, and neither is a code.
    const laptop = await (await browser.newContext({ locale: "en-US" })).newPage();
    await laptop.goto((facet.host as BrowserHost).url);
    await enterPassword(laptop, password);
    await expect(laptop.getByRole("textbox", { name: "Message" })).toBeVisible();
    const link = await here.newLink();
    await phone.goto(link);
    await expect(phone.getByRole("textbox", { name: "Message" })).toBeVisible();
    await laptop.context().clearCookies();
    await laptop.evaluate(() => localStorage.clear());
    await laptop.goto(link);
    await expect(laptop.getByRole("heading", { name: "This link has been used" })).toBeVisible();

    await phone.getByRole("button", { name: "Show sidebar" }).click();
    const there = otherDevices(phone);
    await there.open();
    await expect(there.section.getByRole("switch")).toHaveCount(0);
    await expect(there.section).toContainText("decided on the computer that runs Facet");

    const row = here.section.getByRole("listitem", { name: "Safari on iPhone" });
    await expect(row).toContainText(`At ${new URL(url).hostname}`);
    await row.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
    await expect(row).toHaveCount(0);
    await phone.keyboard.press("Escape");
    await expect(phone.getByRole("alert")).toContainText("This browser is not signed in any more", {
      timeout: 10_000,
    });
    await phone.reload();
    await expect(phone.getByRole("heading", { name: "Sign in to Facet" })).toBeVisible();
    await phone.context().close();
    await laptop.context().close();
  });
});
