import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  calendarDaysBetween,
  formatAbout,
  formatAge,
  formatBytes,
  formatMemory,
  formatDuration,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatThinkingTime,
  formatTokens,
} from "./format.ts";

const at = (text: string) => new Date(text).getTime();

describe("formatMemory", () => {
  it.each([
    [16 * 1024 ** 3, "16\u00a0GB"],
    [24 * 1024 ** 3, "24\u00a0GB"],
    [6.1e9, "5.7\u00a0GB"],
    [1_000_000, "977\u00a0KB"],
  ])("states %d bytes as systems do: %s", (bytes, expected) => {
    expect(formatMemory(bytes, "en")).toBe(expected);
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0\u00a0B"],
    [999, "999\u00a0B"],
    [1_000, "1\u00a0KB"],
    [612_345, "612\u00a0KB"],
    [999_960, "1\u00a0MB"],
    [2_680_000_000, "2.7\u00a0GB"],
    [99_960_000_000, "100\u00a0GB"],
    [5e15, "5,000\u00a0TB"],
  ])("formats %d bytes as %s", (bytes, expected) => {
    expect(formatBytes(bytes, "en")).toBe(expected);
  });

  it("uses at most three digits in front of the decimal point below 1000 TB", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_000_000_000_000 }), (bytes) => {
        expect(formatBytes(bytes, "en")).toMatch(/^\d{1,3}(\.\d)?\u00a0(B|KB|MB|GB|TB)$/);
      }),
    );
  });
});

describe("formatDuration", () => {
  it.each([
    [400, "0\u00a0s", "0\u00a0秒"],
    [12_300, "12\u00a0s", "12\u00a0秒"],
    [59_600, "1\u00a0min 0\u00a0s", "1\u00a0分 0\u00a0秒"],
    [65_000, "1\u00a0min 5\u00a0s", "1\u00a0分 5\u00a0秒"],
    [7_380_000, "2\u00a0h 3\u00a0min", "2\u00a0小时 3\u00a0分"],
  ])("formats %d ms as %s and %s", (durationMs, english, chinese) => {
    expect(formatDuration(durationMs, "en")).toBe(english);
    expect(formatDuration(durationMs, "zh-CN")).toBe(chinese);
  });

  it("formats short measured times in milliseconds and tenths of a second", () => {
    expect(formatDuration(0.4, "en", "measured")).toBe("1\u00a0ms");
    expect(formatDuration(12.3, "zh-CN", "measured")).toBe("12\u00a0毫秒");
    expect(formatDuration(99.6, "en", "measured")).toBe("0.1\u00a0s");
    expect(formatDuration(840, "en", "measured")).toBe("0.8\u00a0s");
    expect(formatDuration(9_960, "en", "measured")).toBe("10\u00a0s");
  });
});

describe("formatThinkingTime", () => {
  it.each([
    [49, null],
    [60, "60\u00a0ms"],
    [300, "0.3\u00a0s"],
    [996, "1\u00a0s"],
    [1_400, "1\u00a0s"],
    [65_000, "1\u00a0min 5\u00a0s"],
  ])("formats %d ms as %s", (durationMs, expected) => {
    expect(formatThinkingTime(durationMs, "en")).toBe(expected);
  });
});

describe("dates and ages", () => {
  const now = at("2026-03-10T15:00:00");
  it.each([
    ["2026-03-10T14:59:30", "now", "刚刚"],
    ["2026-03-10T14:20:00", "40m", "40分钟前"],
    ["2026-03-10T10:00:00", "5h", "5小时前"],
    // Less than a day ago, but on another day.
    ["2026-03-09T23:00:00", "1d", "1天前"],
    ["2026-03-06T08:00:00", "4d", "4天前"],
    ["2026-01-04T08:00:00", "Jan 4", "1月4日"],
    ["2025-11-04T08:00:00", "Nov 4, 2025", "2025年11月4日"],
    // The clock was set back.
    ["2026-03-11T08:00:00", "now", "刚刚"],
  ])("formats the age of %s as %s and %s", (time, english, chinese) => {
    expect(formatAge(at(time), now, "en")).toBe(english);
    expect(formatAge(at(time), now, "zh-CN")).toBe(chinese);
  });

  it("adds the year to a month of another year", () => {
    expect(formatMonth(at("2026-01-04T08:00:00"), now, "en")).toBe("January");
    expect(formatMonth(at("2025-11-04T08:00:00"), now, "en")).toBe("November 2025");
    expect(formatMonth(at("2025-11-04T08:00:00"), now, "zh-CN")).toBe("2025年11月");
    expect(formatMonth(at("2026-01-04T08:00:00"), now, "zh-CN")).toBe("1月");
  });

  it("counts midnights, not hours, as days", () => {
    expect(calendarDaysBetween(at("2026-03-09T23:59:59"), at("2026-03-10T00:00:01"))).toBe(1);
    expect(calendarDaysBetween(at("2026-03-10T00:00:01"), at("2026-03-10T23:59:59"))).toBe(0);
    expect(calendarDaysBetween(at("2025-12-31T12:00:00"), at("2026-01-01T12:00:00"))).toBe(1);
  });
});

describe("numbers", () => {
  it("have thousands separators, and tenths below 10", () => {
    expect(formatNumber(131_072, "en")).toBe("131,072");
    expect(formatNumber(7.25, "en")).toBe("7.3");
    expect(formatPercent(0.423, "zh-CN")).toBe("42%");
    expect(formatPercent(0.005, "en")).toBe("1%");
    expect(formatPercent(0.0049, "en")).toBe("<1%");
    expect(formatPercent(0, "en")).toBe("0%");
  });

  it("that are estimates keep two digits and do not wrap", () => {
    expect(formatAbout(98_304, "en")).toBe("98,000");
    expect(formatAbout(12_288, "zh-CN")).toBe("1.2\u00a0万");
    expect(formatAbout(6_144, "zh-CN")).toBe("6100");
  });

  it("of money have the decimals of their currency", () => {
    expect(formatMoney(123_450, 2, "en")).toBe("1,234.50");
    expect(formatMoney(1200, 0, "zh-CN")).toBe("1,200");
    expect(formatMoney(-1500, 3, "en")).toBe("-1.500");
  });

  it("of tokens are shown in K only if that is exact", () => {
    expect(formatTokens(131_072, "en")).toBe("128K");
    expect(formatTokens(10_000, "en")).toBe("10,000");
    expect(formatTokens(512, "en")).toBe("512");
  });
});
