import { describe, expect, it } from "vitest";
import { addToDay, daysBetween, formatDay, parseDay, weekdayOf, type DateUnit } from "./calendar.ts";
import { describeMoment } from "./describe-moment.ts";

const day = (text: string) => parseDay(text) ?? new Date(NaN);

describe("calendar", () => {
  it.each(["2026-02-30", "2026-13-01", "30.11.2026", "2026-1-1", "", "2023-02-29"])(
    "refuses the day %j",
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it.each<[string, number, DateUnit, string]>([
    ["2026-11-30", 1, "days", "2026-12-01"],
    ["2026-11-30", -5, "weeks", "2026-10-26"],
    ["2026-01-31", 1, "months", "2026-02-28"],
    ["2024-01-31", 1, "months", "2024-02-29"],
    ["2026-03-31", -1, "months", "2026-02-28"],
    ["2024-02-29", 1, "years", "2025-02-28"],
    ["2026-11-30", 25, "months", "2028-12-30"],
  ])("adds to %s %i %s: %s", (from, count, unit, to) => {
    expect(formatDay(addToDay(day(from), count, unit))).toBe(to);
  });

  it("counts days over leap years and changes of the clock", () => {
    expect(daysBetween(day("2024-01-01"), day("2025-01-01"))).toBe(366);
    expect(daysBetween(day("2026-03-28"), day("2026-03-30"))).toBe(2);
    expect(daysBetween(day("2026-12-24"), day("2026-11-30"))).toBe(-24);
  });

  it("knows weekdays", () => {
    expect(weekdayOf(day("2026-11-30"))).toBe("Monday");
    expect(weekdayOf(day("2000-02-29"))).toBe("Tuesday");
  });
});

describe("describeMoment", () => {
  it("names weekday, local time, offset and UTC", () => {
    const moment = new Date("2026-11-30T23:30:05Z");
    expect(describeMoment(moment, "Asia/Shanghai")).toBe(
      "Tuesday, 1 December 2026, 07:30:05 (Asia/Shanghai, UTC+08:00). In UTC: 2026-11-30T23:30:05Z",
    );
    expect(describeMoment(moment, "UTC")).toContain("Monday, 30 November 2026, 23:30:05 (UTC, UTC+00:00)");
  });

  it("refuses a time zone that does not exist", () => {
    expect(describeMoment(new Date(0), "Mars/Olympus")).toBeNull();
  });
});
