export const dateUnits = ["days", "weeks", "months", "years"] as const;
export type DateUnit = (typeof dateUnits)[number];

const dayMs = 86_400_000;

/** A day of the Gregorian calendar as the start of that day in UTC; null: there is no such day. */
export function parseDay(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const day = new Date(`${match[0]}T00:00:00Z`);
  // 30 February becomes 2 March.
  return Number.isNaN(day.getTime()) || formatDay(day) !== match[0] ? null : day;
}

/** `2026-11-30`; null for years of other than four digits. */
export function formatDay(day: Date): string | null {
  const year = day.getUTCFullYear();
  return year >= 0 && year <= 9999 ? day.toISOString().slice(0, 10) : null;
}

/** A month that is too short for the day ends with its last one: a month after 31 January is 28 February. */
export function addToDay(day: Date, count: number, unit: DateUnit): Date {
  if (unit === "days" || unit === "weeks")
    return new Date(day.getTime() + count * (unit === "weeks" ? 7 : 1) * dayMs);
  const months = unit === "years" ? count * 12 : count;
  const first = new Date(day);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day.getUTCDate(), lastDay));
  return first;
}

export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / dayMs);
}

export function weekdayOf(day: Date): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }).format(day);
}
