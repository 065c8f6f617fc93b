import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { isOnBattery } from "./battery.ts";

const folder = mkdtempSync(join(tmpdir(), "facet-battery-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mains = (online: string) => ({ type: "Mains", online });
const battery = (status: string) => ({ type: "Battery", status });
const mouse = { type: "Battery", scope: "Device", status: "Discharging" };

it.each([
  ["a desktop computer", {}, null],
  ["a desktop computer with a mouse", { mouse }, null],
  ["a laptop at its charger", { AC: mains("1"), BAT0: battery("Charging") }, false],
  ["a laptop that is charged and at its charger", { AC: mains("1"), BAT0: battery("Discharging") }, false],
  ["a laptop without its charger", { AC: mains("0"), BAT0: battery("Discharging") }, true],
  ["a tablet that lists no charger", { BAT0: battery("Discharging") }, true],
] as const)("tells what %s runs on", (_, supplies, expected) => {
  for (const [name, files] of Object.entries<Readonly<Record<string, string>>>(supplies)) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [file, value] of Object.entries(files)) writeFileSync(join(folder, name, file), `${value}\n`);
  }
  expect(isOnBattery(folder)).toBe(expected);
});

it("does not know on systems without such a list", () => {
  expect(isOnBattery(join(folder, "missing"))).toBeNull();
});
