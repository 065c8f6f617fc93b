import { describe, expect, it } from "vitest";
import { commandsFor } from "./commands.ts";
import { catalogs } from "./i18n/i18n.ts";
import { chordKeys } from "./key-chord.ts";
import { useShell } from "./shell/shell-state.ts";

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
    useShell.setState({ dialog: "models" });
    expect(settings?.isAvailable()).toBe(false);
    useShell.setState({ dialog: null });
  });

  if (host === "browser") {
    it("uses no chord reserved by browsers", () => {
      expect(chords.filter((chord) => reservedByBrowsers.includes(chord))).toEqual([]);
    });
  }
});
