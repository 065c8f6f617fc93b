import { describe, expect, it } from "vitest";
import { browserOpener } from "./open-browser.ts";

const url = "http://127.0.0.1:4417/?token=a&b=c";

describe("browserOpener", () => {
  it("avoids a command interpreter, which would interpret the address", () => {
    expect(browserOpener(url, "darwin", {})).toEqual({ command: "open", args: [url] });
    expect(browserOpener(url, "win32", {})?.command).toBe("rundll32");
    expect(browserOpener(url, "linux", { DISPLAY: ":0" })).toEqual({ command: "xdg-open", args: [url] });
    expect(browserOpener(url, "linux", { WAYLAND_DISPLAY: "wayland-0" })?.command).toBe("xdg-open");
  });

  it("returns null when there is no display", () => {
    expect(browserOpener(url, "linux", {})).toBeNull();
    expect(browserOpener(url, "linux", { DISPLAY: "" })).toBeNull();
  });
});
