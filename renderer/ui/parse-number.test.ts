import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNumber } from "./parse-number.ts";

const limits = { min: 0, max: 2 };

describe("parseNumber", () => {
  it.each([
    ["0.95", 0.95],
    ["0,95", 0.95],
    [" 1 ", 1],
    [".5", 0.5],
    ["１．５", 1.5],
  ])("parses %j as %d", (typed, value) => {
    expect(parseNumber(typed, limits)).toEqual({ ok: true, value });
  });

  it.each(["", "2.1", "-1", "1e1", "abc", "1.2.3", "∞", "0x1"])("rejects %j", (typed) => {
    expect(parseNumber(typed, limits)).toEqual({ ok: false });
  });

  it("accepts empty input if optional, and only integers if whole", () => {
    expect(parseNumber("", { ...limits, isOptional: true })).toEqual({ ok: true, value: null });
    expect(parseNumber("1.5", { ...limits, isWhole: true })).toEqual({ ok: false });
  });

  it("parses back every number within its limits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
        const parsed = parseNumber(String(value), { min: 0, max: 0xffff_ffff, isWhole: true });
        expect(parsed).toEqual({ ok: true, value });
      }),
    );
  });
});
