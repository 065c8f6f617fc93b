import { describe, expect, it } from "vitest";
import { obstacleHere } from "./obtain-electron.ts";

describe("a desktop window", () => {
  it("needs a screen on Linux, and somebody other than root", () => {
    expect(obstacleHere("linux", {}, 1000)).toContain("no screen");
    expect(obstacleHere("linux", { DISPLAY: ":0" }, 0)).toContain("root");
    expect(obstacleHere("linux", { DISPLAY: ":0" }, 1000)).toBeNull();
    expect(obstacleHere("linux", { WAYLAND_DISPLAY: "wayland-0" }, 1000)).toBeNull();
  });

  it("needs nothing of the kind elsewhere", () => {
    expect(obstacleHere("darwin", {}, 501)).toBeNull();
    expect(obstacleHere("win32", {}, undefined)).toBeNull();
  });
});
