import { expect, it } from "vitest";
import { dateIn } from "./date-in.ts";

const lateInLondon = new Date("2026-11-29T23:30:00Z");

it.each([
  ["Europe/London", "2026-11-29"],
  ["Asia/Shanghai", "2026-11-30"],
  ["America/Los_Angeles", "2026-11-29"],
])("writes the date of the user in %s", (zone, date) => {
  expect(dateIn(zone, lateInLondon)).toBe(date);
});

it("uses the zone of this computer where that of the user is unknown", () => {
  const own = dateIn(null, lateInLondon);
  expect(own).toMatch(/^2026-11-(29|30)$/);
  expect(dateIn("Mars/Olympus", lateInLondon)).toBe(own);
});
