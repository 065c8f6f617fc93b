import { describe, expect, it } from "vitest";
import { acceleratorOf, isAccelerator } from "./accelerator.ts";

const press = (code: string, ...held: readonly string[]) => ({
  code,
  metaKey: held.includes("meta"),
  ctrlKey: held.includes("ctrl"),
  altKey: held.includes("alt"),
  shiftKey: held.includes("shift"),
});

describe("global shortcuts", () => {
  it.each(["Control+Shift+Space", "Alt+F12", "Command+Control+Alt+Shift+A", "Control+1"])(
    "may be %s",
    (text) => {
      expect(isAccelerator(text)).toBe(true);
    },
  );

  it.each(["A", "Shift+A", "Control+", "Control+Control+A", "Control+F25", "Control+ä", "Control+A+B", ""])(
    "may not be %s",
    (text) => {
      expect(isAccelerator(text)).toBe(false);
    },
  );

  it("are read from the keys that are pressed, once they are complete", () => {
    expect(acceleratorOf(press("Space", "ctrl", "alt"))).toBe("Control+Alt+Space");
    expect(acceleratorOf(press("KeyK", "meta", "shift"))).toBe("Command+Shift+K");
    expect(acceleratorOf(press("ControlLeft", "ctrl"))).toBeNull();
    expect(acceleratorOf(press("KeyK"))).toBeNull();
    expect(acceleratorOf(press("KeyK", "shift"))).toBeNull();
  });
});
