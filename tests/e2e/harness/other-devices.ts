import type { Browser, Page } from "@playwright/test";
import { expect } from "./facet.ts";

export const password = "correct horse battery";

const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/** The section in Settings, as a user works with it. */
export function otherDevices(page: Page) {
  const section = page.getByRole("region", { name: "Other devices" });
  const reach = section.getByRole("status").first();
  return {
    section,
    devices: section.getByRole("list", { name: "Signed-in devices" }).getByRole("listitem"),

    open: async (): Promise<void> => {
      await page.getByRole("button", { name: "Settings", exact: true }).first().click();
      await section.waitFor();
    },

    /** Sets the first password and opens the network. Returns the address that is shown for other devices. */
    letIn: async (): Promise<string> => {
      await expect(reach).toContainText("Nobody else can reach it now");
      await section.getByRole("switch", { name: "Let other devices use this Facet" }).click();
      await section.getByLabel("New password").fill(password);
      await section.getByRole("button", { name: "Set password" }).click();
      await expect(reach).toContainText("Everyone in your network can reach the sign-in page now");
      return /http:\/\/\d[\d.]+:\d+/.exec((await reach.textContent()) ?? "")?.[0] ?? "";
    },

    /** Shows a new QR code. Returns its link. */
    newLink: async (): Promise<string> => {
      await section.getByRole("button", { name: /QR code/ }).click();
      await expect(section.getByRole("img", { name: "QR code with a sign-in link" })).toBeVisible();
      return (await section.getByText(/\/\?token=/).textContent()) ?? "";
    },
  };
}

export async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    locale: "en-US",
    userAgent: iPhone,
    viewport: { width: 390, height: 844 },
  });
  return context.newPage();
}

/** The requests of a page that Facet refused because it is on another device. Call before the page connects. */
export function refusalsOf(page: Page): readonly string[] {
  const refusals: string[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const frame = String(payload);
      if (frame.includes('"this-computer-only"')) refusals.push(frame);
    });
  });
  return refusals;
}

export async function enterPassword(page: Page, typed: string): Promise<void> {
  await page.getByLabel("Password").fill(typed);
  await page.getByRole("button", { name: "Sign in" }).click();
}
