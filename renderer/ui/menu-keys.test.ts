import { describe, expect, it } from "vitest";
import { moveInMenu } from "./menu-keys.ts";

const names = ["Rename", "Delete", "Duplicate", "Export"];

function press(key: string, at: number, typed = { text: "", atMs: -Infinity }, nowMs = 0): number | null {
  return moveInMenu({ key, at, names, typed, nowMs });
}

describe("moveInMenu", () => {
  it.each([
    ["ArrowDown", 0, 1],
    ["ArrowDown", 3, 0],
    ["ArrowDown", -1, 0],
    ["ArrowUp", 0, 3],
    ["ArrowUp", -1, 3],
    ["Home", 2, 0],
    ["End", 0, 3],
    ["Enter", 1, null],
    [" ", 1, null],
    ["F2", 1, null],
  ])("handles %s at index %d: %s", (key, at, expected) => {
    expect(press(key, at)).toBe(expected);
  });

  it("matches letters typed in quick succession", () => {
    const typed = { text: "", atMs: -Infinity };
    expect(press("d", 0, typed, 0)).toBe(1);
    expect(press("u", 1, typed, 200)).toBe(2);
    expect(press("e", 2, typed, 2_000)).toBe(3);
  });

  it("cycles through the items that begin with a repeated letter", () => {
    const typed = { text: "", atMs: -Infinity };
    expect(press("D", 0, typed, 0)).toBe(1);
    expect(press("d", 1, typed, 100)).toBe(2);
    expect(press("d", 2, typed, 200)).toBe(1);
  });

  it("does not move when no item matches or the menu is empty", () => {
    expect(press("x", 0)).toBeNull();
    expect(moveInMenu({ key: "End", at: -1, names: [], typed: { text: "", atMs: 0 }, nowMs: 0 })).toBeNull();
  });
});
