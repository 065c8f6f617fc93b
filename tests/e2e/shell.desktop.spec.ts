import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StandinHost } from "./harness/standin-host.ts";
import { expect, test, type Facet } from "./harness/facet.ts";
import { user } from "./harness/user.ts";

// The behaviour of the desktop app around the page, with the stand-in for Electron.
const hostOf = (facet: Facet) => facet.host as StandinHost;
const attachments = (facet: Facet) => facet.page.getByRole("region", { name: "Attachments" });

const openSettings = async (facet: Facet) => {
  await facet.page.getByRole("button", { name: "Settings", exact: true }).click();
  return facet.page.getByRole("main", { name: "Settings" }).getByRole("region", { name: "Desktop app" });
};

test("has a menu of the page's commands, in the app's language, that performs them", async ({ facet }) => {
  const host = hostOf(facet);
  const menu = async (label: string) =>
    (await host.readMenu()).find((each) => each.label === label)?.items.map((item) => item.label);
  await expect
    .poll(() => menu("File"))
    .toEqual([
      "New chat",
      "Search chats",
      "Find in page",
      "Show or hide the sidebar",
      "Stop the reply",
      "Settings",
      "Quit Facet",
    ]);
  const [file] = await host.readMenu();
  expect(file?.items[0]?.accelerator).toBe("CommandOrControl+N");

  await host.clickMenu("Settings");
  const settings = facet.page.getByRole("main", { name: "Settings" });
  await expect(settings).toBeVisible();
  await settings.getByLabel("Language").selectOption("zh-CN");
  await expect.poll(() => menu("文件")).toContain("新对话");
  await host.clickMenu("新对话");
  await expect(facet.page.getByRole("textbox", { name: "消息" })).toBeFocused();
});

test("hands over the files of a second start, and of the system, to the message that is being written", async ({
  facet,
  home,
}) => {
  const host = hostOf(facet);
  for (const name of ["first.txt", "second.txt", "third.txt"]) {
    await writeFile(join(home, name), `The text of ${name}.`);
  }
  await user(facet.page).box.fill("What is in these?");
  const shown = host.callsOf("window.show").length;
  host.emit(
    "app",
    "second-instance",
    ["electron", "app", "--flag", "first.txt", join(home, "second.txt")],
    home,
  );
  await expect(attachments(facet)).toContainText("first.txt");
  await expect(attachments(facet)).toContainText("second.txt");
  expect(host.callsOf("window.show").length).toBe(shown + 1);

  host.emit("app", "open-file", join(home, "third.txt"));
  await expect(attachments(facet)).toContainText("third.txt");
  await expect(user(facet.page).box).toHaveValue("What is in these?");

  host.emit("app", "open-file", home);
  await expect(facet.page.getByText("is a folder")).toBeVisible();
  host.emit("app", "open-file", join(home, "gone.txt"));
  await expect(facet.page.getByText("“gone.txt” can’t be read.")).toBeVisible();
});

test("opens a chat, a model and a server by link, and leaves the last step to the user", async ({
  facet,
}) => {
  const { page } = facet;
  const host = hostOf(facet);
  const { send, replyEnds, newChat, questions } = user(page);
  await send("Find me again");
  await replyEnds();
  const id = /#\/chat\/([^/]+)/.exec(page.url())?.[1] ?? "";
  await newChat();
  await expect(questions).toHaveCount(0);
  host.emit("app", "second-instance", ["electron", "app", `facet://open/chat/${id}`], "/");
  await expect(questions).toContainText("Find me again");

  host.emit("app", "open-url", "facet://open/server?url=http%3A%2F%2F127.0.0.1%3A9%2Fv1");
  await expect(page.getByRole("textbox", { name: "Base URL" })).toHaveValue("http://127.0.0.1:9/v1");
  await expect(page.getByRole("list", { name: "Servers" }).getByRole("listitem")).toHaveCount(0);

  host.emit("app", "open-url", "facet://open/model/team/gemma-4-GGUF");
  await expect(page.getByRole("searchbox", { name: "Search Hugging Face" })).toHaveValue("team/gemma-4-GGUF");
  await expect(page.getByText(/models? found/)).toBeHidden();
});

test("brings a small window for one question by a global shortcut, once one is set", async ({ facet }) => {
  const host = hostOf(facet);
  expect(host.callsOf("globalShortcut.register")).toEqual([]);
  const section = await openSettings(facet);
  await expect(section).toContainText("No shortcut");
  const record = section.getByRole("button", { name: "Quick question" });
  await record.click();
  await record.press("Control+Alt+t");
  await expect(section).toContainText("Another program already uses this shortcut.");
  await record.click();
  await record.press("Control+Alt+Space");
  await expect(section).not.toContainText("Another program");
  expect(host.callsOf("globalShortcut.register")).toEqual([["Control+Alt+Space"]]);

  const press = () => host.post({ type: "press-shortcut", accelerator: "Control+Alt+Space" });
  press();
  const quick = await host.newestPage(2);
  await expect(quick.getByRole("navigation", { name: "Chats" })).toHaveCount(0);
  const { send, replyEnds, replies } = user(quick);
  await send("One question");
  await replyEnds();
  await expect(replies).toContainText("demo");
  await quick.getByRole("button", { name: "Open in Facet" }).click();
  await expect.poll(() => quick.isClosed()).toBe(true);
  await expect(user(facet.page).questions).toContainText("One question");

  press();
  const again = await host.newestPage(2);
  await expect(user(again).box).toBeFocused();
  await expect(user(again).questions).toHaveCount(0);
  press();
  await expect.poll(() => again.isClosed()).toBe(true);
});

test("holds off sleep while a reply is written, and notifies of none that was short or seen", async ({
  facet,
}) => {
  const host = hostOf(facet);
  const { send, replyEnds } = user(facet.page);
  await send("Hello");
  await replyEnds();
  expect(host.callsOf("powerSaveBlocker.start")).toEqual([["prevent-app-suspension"]]);
  await expect.poll(() => host.callsOf("powerSaveBlocker.stop").length).toBe(1);
  expect(host.callsOf("notification.show")).toEqual([]);
});

test("takes the hue of the system's accent, and keeps the contrast", async ({ facet }) => {
  const { page } = facet;
  const host = hostOf(facet);
  const root = page.locator("html");
  await expect(root).not.toHaveAttribute("data-accent");
  for (const color of [
    "ff0000",
    "ffff00",
    "00ff00",
    "00ffff",
    "0000ff",
    "ff00ff",
    "808080",
    "000000",
    "ffffff",
  ]) {
    host.post({ type: "set-accent", color: `${color}ff` });
    await expect(root).toHaveCSS("--system-accent", `#${color}`);
    for (const theme of ["light", "dark"]) {
      const contrast = await page.evaluate(contrastOfAccent, theme);
      expect(contrast, `${color} in ${theme}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  const section = await openSettings(facet);
  await section.getByRole("radio", { name: "Facet" }).check({ force: true });
  await expect(root).not.toHaveAttribute("data-accent");
});

test("checks the spelling only once it is turned on, and offers corrections", async ({ facet }) => {
  const host = hostOf(facet);
  expect(host.callsOf("session.setSpellCheckerEnabled").at(-1)).toEqual([false]);
  expect(host.callsOf("session.setSpellCheckerLanguages")).toEqual([]);
  const section = await openSettings(facet);
  await section.getByRole("switch", { name: "Check spelling" }).click();
  await expect.poll(() => host.callsOf("session.setSpellCheckerEnabled").at(-1)).toEqual([true]);
  expect(host.callsOf("session.setSpellCheckerLanguages").at(-1)).toEqual(["en-US"]);
  const clicked = { editFlags: {}, isEditable: true, linkURL: "", selectionText: "" };
  host.emit("contents", "context-menu", {
    ...clicked,
    misspelledWord: "helo",
    dictionarySuggestions: ["hello"],
  });
  await expect
    .poll(() => host.callsOf("menu.popup").at(-1))
    .toEqual(["hello", "Add to dictionary", "separator", "Cut", "Copy", "Paste", "separator", "Select all"]);
});

test("finds text in the chat, also across formatting, and steps through the matches", async ({ facet }) => {
  const { page } = facet;
  const { send, replyEnds } = user(page);
  await send("Hello demo");
  await replyEnds();
  await page.keyboard.press("Control+F");
  const bar = page.getByRole("search", { name: "Find in page" });
  const field = bar.getByRole("searchbox");
  await expect(field).toBeFocused();
  await field.fill("no such words");
  await expect(bar.getByRole("status")).toHaveText("No matches");
  await field.fill("DEMO");
  await expect(bar.getByRole("status")).toHaveText(/^1 of [2-9]/);
  await field.press("Enter");
  await expect(bar.getByRole("status")).toHaveText(/^2 of/);
  await field.press("Shift+Enter");
  await expect(bar.getByRole("status")).toHaveText(/^1 of/);
  const current = () =>
    page.evaluate(() => [...(CSS.highlights.get("find-current") ?? [])].map((range) => range.toString()));
  expect(await current()).toEqual(["demo"]);
  await field.press("Escape");
  await expect(bar).toBeHidden();
  expect(await current()).toEqual([]);
});

test("zooms with the mouse wheel within limits, and keeps crash dumps in the data folder only", async ({
  facet,
  home,
}) => {
  const host = hostOf(facet);
  expect(host.callsOf("app.setPath")).toContainEqual(["crashDumps", join(home, "crashes")]);
  expect(host.callsOf("crashReporter.start")).toEqual([[{ uploadToServer: false }]]);
  for (let turn = 0; turn < 20; turn++) host.emit("contents", "zoom-changed", "in");
  await expect.poll(() => host.zoomLevel()).toBe(5);
  for (let turn = 0; turn < 30; turn++) host.emit("contents", "zoom-changed", "out");
  await expect.poll(() => host.zoomLevel()).toBe(-3);
});

test("shows the log in Settings, which has nothing that was written", async ({ facet }) => {
  const { page } = facet;
  const { send, replyEnds } = user(page);
  await send("A secret question");
  await replyEnds();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const section = page.getByRole("region", { name: "Logs" });
  await expect(section.getByRole("log")).toContainText("Facet starts");
  const download = page.waitForEvent("download");
  await section.getByRole("button", { name: "Save log…" }).click();
  const saved = await (await download).createReadStream().then(async (stream) => {
    let text = "";
    for await (const chunk of stream) text += String(chunk);
    return text;
  });
  expect(saved).toContain("Facet starts");
  expect(saved).not.toContain("secret");
  expect(saved).not.toContain("demo model");
});

/** The contrast of the text on a primary button, and of accented text on the page: the lower of the two. */
function contrastOfAccent(theme: string): number {
  const probe = document.createElement("div");
  probe.style.colorScheme = theme;
  document.body.append(probe);
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (token: string): number => {
    if (!context) return NaN;
    probe.style.color = `var(${token})`;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const lowest = Math.min(
    contrast("--on-accent", "--accent"),
    contrast("--on-accent", "--accent-hover"),
    contrast("--accent-text", "--surface-page"),
    contrast("--accent-text", "--accent-soft"),
  );
  probe.remove();
  return lowest;
}
