import type { StandinHost } from "./harness/standin-host.ts";
import { expect, test, type Facet } from "./harness/facet.ts";

// Runs the unmodified desktop bundle with the stand-in for Electron (tests/standin).
const hostOf = (facet: Facet) => facet.host as StandinHost;

test("chats with the demo model through the preload, and keeps the chat after a restart", async ({
  facet,
}) => {
  await facet.page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await facet.page.getByRole("button", { name: "Send" }).click();
  await expect(facet.page.getByRole("article", { name: "You" })).toContainText("Hello");
  await expect(facet.page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
  await expect(facet.page.getByRole("button", { name: "Stop" })).toBeHidden();
  await facet.restart();
  await facet.page.getByRole("navigation", { name: "Chats" }).getByText("Hello").click();
  await expect(facet.page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
});

test("sandboxes the window and applies the content security policy to its page", async ({ facet }) => {
  expect(hostOf(facet).webPreferences()).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  const response = await facet.page.reload();
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  expect(await facet.page.evaluate(() => Object.keys(window.facet ?? {}).sort())).toEqual([
    "onConnectionChange",
    "putMedia",
    "request",
    "subscribe",
  ]);
});

test("answers IPC requests only from Facet's own page", async ({ facet }) => {
  const ask = (frameUrl: string, isTopFrame: boolean) =>
    hostOf(facet).askAs(frameUrl, isTopFrame, "app.snapshot", {});
  expect(await ask("facet://app/", true)).toMatchObject({ ok: true });
  for (const [url, isTop] of [
    ["https://evil.test/", true],
    ["facet://app.evil.test/", true],
    ["facet://app/", false],
    ["file:///index.html", true],
  ] as const) {
    expect(await ask(url, isTop)).toMatchObject({ ok: false, error: { code: "invalid-request" } });
  }
  expect(await hostOf(facet).askAs("facet://app/", true, "no.such.route", {})).toMatchObject({ ok: false });
});

test("restarts the engine after it was killed", async ({ facet }) => {
  await facet.killEngine();
  await facet.page.getByRole("textbox", { name: "Message" }).fill("Hello again");
  await facet.page.getByRole("button", { name: "Send" }).click();
  await expect(facet.page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
});

test("ends the app and its engine when the window is closed", async ({ facet }) => {
  await expect.poll(() => facet.enginePid()).not.toBeNull();
  hostOf(facet).closeWindow();
  await expect.poll(() => hostOf(facet).hasEnded()).toBe(true);
  expect(await facet.enginePid()).toBeNull();
});
