import type { StandinHost } from "./harness/standin-host.ts";
import { expect, test, type Facet } from "./harness/facet.ts";

// The desktop bundle, unmodified, under the stand-in for Electron (tests/standin).
const hostOf = (facet: Facet) => facet.host as StandinHost;

test("the desktop app chats with the demo model over its preload, and finds the chat again", async ({
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

test("the window is sandboxed and its page runs under the policy", async ({ facet }) => {
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

test("main answers Facet's own page and no other frame", async ({ facet }) => {
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

test("the engine's end is an ordinary event on the desktop too", async ({ facet }) => {
  await facet.killEngine();
  await facet.page.getByRole("textbox", { name: "Message" }).fill("Hello again");
  await facet.page.getByRole("button", { name: "Send" }).click();
  await expect(facet.page.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
});

test("closing the window ends the app and its engine", async ({ facet }) => {
  await expect.poll(() => facet.enginePid()).not.toBeNull();
  hostOf(facet).closeWindow();
  await expect.poll(() => hostOf(facet).hasEnded()).toBe(true);
  expect(await facet.enginePid()).toBeNull();
});
