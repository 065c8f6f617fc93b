import { describe, expect, it } from "vitest";
import { textDirection } from "./text-direction.ts";

describe("textDirection", () => {
  it.each([
    ["", "ltr"],
    ["Hello שלום", "ltr"],
    ["שלום Hello", "rtl"],
    ["12. (“مرحبا”)", "rtl"],
    ["天为什么是蓝的", "ltr"],
    ["42 😀", "ltr"],
    ["😀 \u{1e900}", "rtl"],
  ])("of %j is %s", (text, expected) => {
    expect(textDirection(text)).toBe(expected);
  });

  it("inspects only the beginning of a long text", () => {
    expect(textDirection(`${" ".repeat(999)}ש`)).toBe("rtl");
    expect(textDirection(`${" ".repeat(1000)}ש`)).toBe("ltr");
  });
});
