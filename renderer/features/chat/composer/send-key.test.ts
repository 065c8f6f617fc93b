import { describe, expect, it } from "vitest";
import { isSendKey } from "./send-key.ts";

function press(key: string, more: Partial<Parameters<typeof isSendKey>[0]> = {}, native: object = {}) {
  const nativeEvent = { isComposing: false, keyCode: 13, ...native } as unknown as KeyboardEvent;
  return isSendKey({ key, shiftKey: false, altKey: false, nativeEvent, ...more });
}

describe("isSendKey", () => {
  it.each([
    ["Enter", true, press("Enter")],
    ["Shift+Enter", false, press("Enter", { shiftKey: true })],
    ["Alt+Enter", false, press("Enter", { altKey: true })],
    ["another key", false, press("a")],
    ["Enter while an input method composes", false, press("Enter", {}, { isComposing: true })],
    ["Enter that ended a composition in Safari", false, press("Enter", {}, { keyCode: 229 })],
  ])("%s: %s", (_name, expected, actual) => {
    expect(actual).toBe(expected);
  });
});
