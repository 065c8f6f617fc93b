import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chooseElectron, type ElectronChoice } from "./choose-electron.ts";

const folder = mkdtempSync(join(tmpdir(), "facet-electron-"));
writeFileSync(join(folder, "electron"), "");
afterAll(() => rmSync(folder, { recursive: true }));

const choose = (choice: Partial<ElectronChoice>, installed: string | null = null) =>
  chooseElectron({ distFolder: undefined, platform: "linux", wants: "packages", ...choice }, installed);

describe("chooseElectron", () => {
  it("prefers the folder in FACET_ELECTRON_DIST to the installed Electron", () => {
    expect(choose({ distFolder: folder }, "/installed")).toEqual({ type: "folder", folder });
    expect(choose({}, "/installed")).toEqual({ type: "folder", folder: "/installed" });
  });

  it("refuses a folder without Electron and says what belongs there", () => {
    expect(() => choose({ distFolder: join(folder, "empty") })).toThrow(
      /FACET_ELECTRON_DIST .* contains no electron\. It must be a folder with an unpacked Electron/,
    );
  });

  it("lets electron-builder download Electron only when packages are wanted", () => {
    expect(choose({})).toEqual({ type: "download" });
    expect(choose({ wants: "folder of files" })).toEqual({ type: "placeholder" });
  });

  it("makes placeholders on Linux only", () => {
    expect(choose({ wants: "placeholder" }, "/installed")).toEqual({ type: "placeholder" });
    expect(() => choose({ platform: "win32", wants: "folder of files" })).toThrow("only for Linux");
  });
});
