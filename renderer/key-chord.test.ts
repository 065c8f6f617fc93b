import { describe, expect, it } from "vitest";
import { ariaChord, chordKeys, isChord, type KeyPress } from "./key-chord.ts";

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  const none = { altKey: false, ctrlKey: false, isComposing: false, metaKey: false, shiftKey: false };
  return { ...none, key, code: "", ...rest };
}

const search = { key: "k", mod: true };

describe("isChord and chordKeys", () => {
  it("uses Ctrl on a PC and ⌘ on a Mac, and never both", () => {
    expect(isChord(press("k", { ctrlKey: true }), search, false)).toBe(true);
    expect(isChord(press("k", { metaKey: true }), search, false)).toBe(false);
    expect(isChord(press("k", { metaKey: true }), search, true)).toBe(true);
    expect(isChord(press("k", { ctrlKey: true, metaKey: true }), search, true)).toBe(false);
  });

  it("requires exactly the modifiers of the chord", () => {
    expect(isChord(press("k"), search, false)).toBe(false);
    expect(isChord(press("K", { ctrlKey: true, shiftKey: true }), search, false)).toBe(false);
    expect(isChord(press("k", { ctrlKey: true, altKey: true }), search, false)).toBe(false);
    expect(
      isChord(press("O", { ctrlKey: true, shiftKey: true }), { key: "o", mod: true, shift: true }, false),
    ).toBe(true);
  });

  it("matches by key position under a layout without Latin letters", () => {
    expect(isChord(press("л", { ctrlKey: true, code: "KeyK" }), search, false)).toBe(true);
    // On Dvorak the KeyK position types t, and the character counts.
    expect(isChord(press("t", { ctrlKey: true, code: "KeyK" }), search, false)).toBe(false);
  });

  it("ignores Escape while an input method is composing", () => {
    expect(isChord(press("Escape", { isComposing: true }), { key: "Escape" }, false)).toBe(false);
    expect(isChord(press("Escape"), { key: "Escape" }, false)).toBe(true);
  });

  it("shows the labels of the keys", () => {
    expect(chordKeys({ key: "o", mod: true, shift: true }, false)).toEqual(["Ctrl", "Shift", "O"]);
    expect(chordKeys({ key: "o", mod: true, shift: true }, true)).toEqual(["⌘", "⇧", "O"]);
    expect(chordKeys({ key: "F2" }, false)).toEqual(["F2"]);
    expect(ariaChord(search, true)).toBe("Meta+K");
    expect(ariaChord({ key: ",", mod: true }, false)).toBe("Control+,");
  });
});
