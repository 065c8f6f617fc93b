import { describe, expect, it } from "vitest";
import { commandsFor } from "./commands.ts";
import { catalogs } from "./i18n/i18n.ts";
import { chordKeys } from "./key-chord.ts";
import { addOpenDialog } from "./ui/open-dialogs.ts";

/** Chords that browsers handle themselves and never pass to a page. */
const reservedByBrowsers = ["Ctrl N", "Ctrl T", "Ctrl W", "Ctrl Shift N", "Ctrl Shift T", "Ctrl Shift W"];

describe.each(["browser", "desktop"] as const)("commands of the %s host", (host) => {
  const commands = commandsFor(host);
  const chords = commands.map(({ chord }) => chordKeys(chord, false).join(" "));

  it("assigns a different key to each command", () => {
    expect(new Set(chords).size).toBe(commands.length);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it("has a label for every command in each language", () => {
    for (const { label } of commands) {
      expect(label(catalogs.en)).toMatch(/\w/);
      expect(label(catalogs["zh-CN"])).toMatch(/\p{Script=Han}/u);
    }
  });

  it("disables commands while a dialog is open", () => {
    const settings = commands.find(({ id }) => id === "settings");
    expect(settings?.isAvailable()).toBe(true);
    const close = addOpenDialog();
    expect(settings?.isAvailable()).toBe(false);
    close();
    close();
    expect(settings?.isAvailable()).toBe(true);
  });

  if (host === "browser") {
    it("uses no chord reserved by browsers", () => {
      expect(chords.filter((chord) => reservedByBrowsers.includes(chord))).toEqual([]);
    });
  }
});
