import { describe, expect, it } from "vitest";
import { paperSize } from "./paper-size.ts";

describe("paperSize", () => {
  it.each([
    ["US", "de-DE", "Letter"],
    ["mx", "es-MX", "Letter"],
    ["DE", "en-US", "A4"],
    ["CN", "zh-CN", "A4"],
    ["", "en-CA", "Letter"],
    ["", "zh-Hans-CN", "A4"],
    ["", "en", "A4"],
  ])("for the region “%s” and the locale %s is %s", (country, locale, paper) => {
    expect(paperSize(country, locale)).toBe(paper);
  });
});
