import { describe, expect, it } from "vitest";
import type { Device } from "../../../shared/access/access-state.ts";
import { en } from "../../i18n/en.ts";
import { isThisComputer } from "../../this-computer.ts";
import { describeDevice } from "./describe-device.ts";

const device: Device = {
  id: "d",
  browser: "Safari",
  system: "iPhone",
  address: "10.0.0.9",
  isThisComputer: false,
  signedInAtMs: 0,
  lastSeenAtMs: 0,
};

describe("describeDevice", () => {
  it.each([
    [{}, "Safari on iPhone"],
    [{ browser: null }, "iPhone"],
    [{ system: null }, "Safari"],
    [{ browser: null, system: null }, "Unknown browser"],
  ])("says what is known of %j", (known, words) => {
    expect(describeDevice({ ...device, ...known }, en.access)).toBe(words);
  });
});

describe("isThisComputer", () => {
  it("is the desktop window, and a page from a loopback address", () => {
    expect(isThisComputer("app", true)).toBe(true);
    for (const name of ["localhost", "127.0.0.1", "[::1]"]) expect(isThisComputer(name, false)).toBe(true);
    for (const name of ["192.168.1.5", "127.0.0.1.evil.test", "[fd00::2]"])
      expect(isThisComputer(name, false)).toBe(false);
  });
});
