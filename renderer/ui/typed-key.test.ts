import { expect, it } from "vitest";
import { isKey, keyOf } from "./typed-key.ts";

it.each(["", "  ", "sk-1234567890", " sk-1 ", "a".repeat(500)])("accepts %j as a key", (typed) => {
  expect(isKey(typed)).toBe(true);
});

it.each(["two words", "schlüssel", "a\nb", "a".repeat(501)])("refuses %j as a key", (typed) => {
  expect(isKey(typed)).toBe(false);
});

it("leaves a saved key as it is where nothing was typed", () => {
  expect(keyOf("  ")).toEqual({});
  expect(keyOf(" sk-1 ")).toEqual({ key: "sk-1" });
});
