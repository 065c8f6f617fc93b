import { describe, expect, it } from "vitest";
import { windowObstacle } from "./obtain-electron.ts";

describe("a desktop window", () => {
  it("needs a screen and a user other than root on Linux", () => {
    expect(windowObstacle("linux", {}, 1000)).toContain("no screen");
    expect(windowObstacle("linux", { DISPLAY: ":0" }, 0)).toContain("root");
    expect(windowObstacle("linux", { DISPLAY: ":0" }, 1000)).toBeNull();
    expect(windowObstacle("linux", { WAYLAND_DISPLAY: "wayland-0" }, 1000)).toBeNull();
  });

  it("has no such requirements on other systems", () => {
    expect(windowObstacle("darwin", {}, 501)).toBeNull();
    expect(windowObstacle("win32", {}, undefined)).toBeNull();
  });
});
