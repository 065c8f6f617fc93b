import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConversationStore } from "../../electron/chat/conversation-store.ts";
import { openHome } from "../../electron/home/home.ts";
import { openDatabase } from "../../electron/storage/open-database.ts";
import { routes, type AppSnapshot, type RouteName } from "../../shared/ipc/contract.ts";
import { seededRandom, type SeededRandom } from "../../scripts/soak/seeded-random.ts";
import { storeChat } from "../fixtures/stored-chat.ts";
import type { StandinQuestion } from "../standin/messages.ts";
import type { StandinHost } from "./harness/standin-host.ts";
import { expect, test, type Facet } from "./harness/facet.ts";

// What others may try against the desktop app: it is refused and logged, and nothing runs or is fetched.
const hostOf = (facet: Facet) => facet.host as StandinHost;
const logOf = (facet: Facet) => readFile(join(facet.home, "logs/facet.log"), "utf8");
const refusalsIn = (log: string) => log.split("\n").filter((line) => line.includes(" error Refused "));

const hostile = [
  `<script>window.attacked = "script"</script>`,
  `<img src="https://evil.test/image.png" onerror="window.attacked = 'image'">`,
  `![a picture](https://evil.test/markdown.png) and ![another](//evil.test/x.png)`,
  `[click me](javascript:window.attacked='link') <a href="javascript:window.attacked='anchor'">me too</a>`,
  `[data](data:text/html,<script>window.attacked='data'</script>) [file](file:///etc/passwd)`,
  `<iframe src="https://evil.test/"></iframe><svg onload="window.attacked='svg'"></svg>`,
  `<style>@import "https://evil.test/style.css"; * { background: url(https://evil.test/css.png) }</style>`,
  `<meta http-equiv="refresh" content="0;url=https://evil.test/"><base href="https://evil.test/">`,
  `<form action="https://evil.test/"><button>Send</button></form>`,
  `[app](facet://app/#/settings) [open](facet://open/server?url=https://evil.test/)`,
  `${">".repeat(3_000)} deep`,
  `${"- ".repeat(2_000)}deep`,
  `${"[".repeat(3_000)}deep${"](https://evil.test/)".repeat(3_000)}`,
  "$$\\href{javascript:window.attacked='formula'}{x} \\includegraphics{https://evil.test/formula.png}$$",
];

test.use({
  beforeStart: {
    async run(home) {
      const { database } = openDatabase(await openHome(home));
      const store = new ConversationStore(database);
      storeChat(store, { title: "Hostile", texts: hostile.flatMap((text) => ["Go on", text]) });
      database.close();
    },
  },
});

test("draws what a model wrote without running or fetching any of it", async ({ facet }) => {
  const { page } = facet;
  const outside: string[] = [];
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "app.facet.localhost") outside.push(request.url());
  });
  page.on("dialog", (dialog) => outside.push(`dialog ${dialog.message()}`));
  const address = page.url();
  await page.getByRole("navigation", { name: "Chats" }).getByText("Hostile").click();
  const replies = page.getByRole("article", { name: "Assistant" });
  await expect(replies).toHaveCount(hostile.length);
  await expect(replies.first()).toContainText("window.attacked");
  for (const tag of [
    "script",
    "iframe",
    "svg[onload]",
    "style",
    "meta",
    "base",
    "form",
    "img[src*='evil']",
  ]) {
    await expect(replies.locator(tag)).toHaveCount(0);
  }
  const targets = await replies
    .locator("a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(targets.filter((target) => !/^(https?:|mailto:|#)/.test(target))).toEqual([]);
  expect(await page.evaluate(() => "attacked" in window)).toBe(false);
  expect(outside).toEqual([]);
  expect(new URL(page.url()).origin).toBe(new URL(address).origin);
  expect(hostOf(facet).callsOf("shell.openExternal")).toEqual([]);
});

test("refuses and logs forged senders, unknown routes and 10,000 malformed requests, and goes on working", async ({
  facet,
}) => {
  const host = hostOf(facet);
  for (const [url, isTop] of [
    ["https://evil.test/", true],
    ["facet://app.evil.test/", true],
    ["facet://open/", true],
    ["facet://app/", false],
    ["about:blank", true],
    ["", true],
  ] as const) {
    const refused = { ok: false, error: { code: "invalid-request" } };
    expect(await host.askAs(url, isTop, "app.snapshot", {})).toMatchObject(refused);
    expect(await host.sendAs(url, isTop, {})).toMatchObject(refused);
  }
  const state = async () => {
    const asked = await host.askAs("facet://app/", true, "app.snapshot", {});
    const { value } = asked as { readonly value: AppSnapshot };
    return { settings: value.settings, conversations: value.conversations };
  };
  const before = await state();

  const names = Object.keys(routes) as RouteName[];
  const random = seededRandom(16);
  let sent = 0;
  while (sent < 10_000) {
    const batch: Promise<unknown>[] = [];
    while (batch.length < 200) {
      const payload = malformed(random);
      const name = random.pick<string>(random.below(10) < 9 ? names : unknownRoutes);
      // By chance, it may be valid for a route that needs nothing.
      if (Object.hasOwn(routes, name) && routes[name as RouteName].input.safeParse(payload).success) continue;
      batch.push(host.askAs("facet://app/", true, name, payload));
    }
    for (const result of await Promise.all(batch)) {
      expect(result).toMatchObject({ ok: false, error: { code: "invalid-request" } });
    }
    sent += batch.length;
  }

  expect(await state()).toEqual(before);
  const log = await logOf(facet);
  const refusals = refusalsIn(log);
  expect(refusals[0]).toMatch(/Refused a request of another page$/);
  // All of them together do not fill the log.
  expect(refusals.length).toBeGreaterThan(10);
  expect(refusals.length).toBeLessThan(200);
  expect(log).not.toContain("because of a bug");
});

test("opens and serves nothing for a facet: link with anything in it", async ({ facet }) => {
  const { page } = facet;
  const host = hostOf(facet);
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
  const address = page.url();
  const random = seededRandom(99);
  const parts = [
    "..",
    "%2e%2e",
    "/",
    "?",
    "#",
    "@",
    "javascript:",
    "\n",
    "\0",
    "<script>",
    "open",
    "app",
    "chat",
    "a",
  ];
  const links = Array.from({ length: 300 }, () => {
    const rest = Array.from({ length: Math.floor(random.below(6)) }, () => random.pick(parts)).join("");
    return `facet://${random.pick(["open/", ""])}${rest}`;
  }).filter((link) => !/^facet:\/\/open\/chat\/[\w-]+\/?$/.test(link));
  host.emit("app", "second-instance", ["electron", "app", ...links], "/");
  for (const link of links.slice(0, 50)) host.emit("app", "open-url", link);
  await expect(page.getByText("This link can’t be opened in Facet.").first()).toBeVisible();
  expect(page.url()).toBe(address);
  expect(host.callsOf("shell.openExternal")).toEqual([]);
  expect(host.callsOf("BrowserWindow")).toHaveLength(1);
  expect(refusalsIn(await logOf(facet)).some((line) => line.includes("a facet: link"))).toBe(true);

  for (const [url, method] of [
    ["facet://open/chat/a", "GET"],
    ["facet://open/index.html", "GET"],
    ["facet://evil/", "GET"],
    ["facet://app/", "POST"],
    ["facet://app/opened/unknown", "GET"],
    ["facet://app/opened/../../../../etc/passwd", "GET"],
    ["facet://app/..%2f..%2f..%2fetc/passwd", "GET"],
    ["facet://app/media/../facet.log", "GET"],
    ["facet://app/assets/../../electron/main.js", "GET"],
  ] as const) {
    const { status, body } = await host.fetchFromApp(url, method);
    expect(status, `${method} ${url}`).toBe(404);
    expect(Buffer.from(body).toString()).toBe("Not found.");
  }
});

test("denies every permission but the microphone, copying and the whole screen, and opens nothing but web and mail links", async ({
  facet,
}) => {
  const host = hostOf(facet);
  const permission = (name: string, url = "facet://app/", details = {}): StandinQuestion => ({
    about: "permission",
    permission: name,
    url,
    details,
  });
  const sound = { mediaTypes: ["audio"] };
  expect(await host.allows(permission("media", "facet://app/", sound))).toBe(true);
  expect(await host.allows(permission("clipboard-sanitized-write"))).toBe(true);
  expect(await host.allows(permission("fullscreen"))).toBe(true);
  for (const question of [
    permission("media", "https://evil.test/", sound),
    permission("media", "facet://app.evil.test/", sound),
    permission("media", "facet://app/", { mediaTypes: ["video"] }),
    permission("media", "facet://app/", { mediaTypes: ["audio", "video"] }),
    permission("clipboard-sanitized-write", "https://evil.test/"),
    permission("fullscreen", "https://evil.test/"),
    permission("automatic-fullscreen"),
    ...deniedPermissions.map((name) => permission(name)),
    { about: "device" },
    { about: "webview" },
    { about: "open-window", url: "https://example.com/" },
    { about: "open-window", url: "facet://app/" },
    { about: "navigate", url: "https://example.com/" },
    { about: "navigate", url: "file:///etc/passwd" },
    { about: "navigate", url: "javascript:alert(1)" },
    { about: "navigate", url: "facet://open/chat/a" },
    { about: "request", url: "https://evil.test/" },
    { about: "request", url: "wss://evil.test/" },
    { about: "request", url: "http://127.0.0.1:8080/" },
    { about: "request", url: "file:///etc/passwd" },
  ] as const satisfies readonly StandinQuestion[]) {
    expect(await host.allows(question), JSON.stringify(question)).toBe(false);
  }
  expect(await host.allows({ about: "request", url: "facet://app/assets/x.js" })).toBe(true);
  // Two were web links, which the system's browser opens.
  expect(host.callsOf("shell.openExternal")).toEqual([["https://example.com/"], ["https://example.com/"]]);
  const log = await logOf(facet);
  for (const what of ["a permission", "to open a link", "a webview", "a request to the network"]) {
    expect(log).toContain(`Refused ${what}`);
  }
});

test("loads the engine's library in the engine process only", async ({ facet }) => {
  test.skip(process.platform !== "linux", "reads /proc");
  await expect.poll(() => facet.enginePid()).not.toBeNull();
  const maps = (pid: number) => readFile(`/proc/${pid}/maps`, "utf8");
  const engine = (await facet.enginePid()) ?? 0;
  await expect.poll(() => maps(engine)).toMatch(/llama-addon\.node/);
  expect(await maps(facet.host.pid)).not.toMatch(/llama|ggml/);
});

const deniedPermissions = [
  "clipboard-read",
  "display-capture",
  "fileSystem",
  "geolocation",
  "hid",
  "idle-detection",
  "keyboardLock",
  "mediaKeySystem",
  "midi",
  "midiSysex",
  "notifications",
  "openExternal",
  "pointerLock",
  "serial",
  "speaker-selection",
  "storage-access",
  "top-level-storage-access",
  "usb",
  "window-management",
  "unknown",
];

const unknownRoutes = [
  "no.such.route",
  "__proto__",
  "constructor",
  "toString",
  "",
  "app.snapshot ",
  "x".repeat(5_000),
];

/** Something that no page sends: of the wrong type, too deep, too long, or with odd keys. */
function malformed(random: SeededRandom): unknown {
  const inner = () => malformed(random);
  const kinds: readonly (() => unknown)[] = [
    () => null,
    () => undefined,
    () => random.below(1),
    () => "x".repeat(random.below(2_000)),
    () => [inner(), inner()],
    () => ({ conversationId: inner(), modelId: inner(), text: inner() }),
    () => ({ ["__proto__"]: { isAdmin: true }, constructor: "x", messageId: "../".repeat(50) }),
    () => new Uint8Array(random.below(100)),
    () => new Date(NaN),
    () => new Map([["conversationId", "x"]]),
    () => Array.from({ length: 200 }).reduce<unknown>((deep) => ({ conversationId: deep }), "deep"),
    () => 10n ** 30n,
  ];
  return random.pick(kinds)();
}
