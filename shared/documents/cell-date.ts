/** Numbers of the built-in formats of dates and times (ECMA-376, 18.8.30). */
const builtIn: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** What Excel allows a number format at most. */
const longestFormat = 255;

/** Whether a number format shows a date or a time. */
export function isDateFormat(id: number, code: string): boolean {
  if (builtIn.has(id)) return true;
  const letters = code.slice(0, longestFormat).replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
  return /[ymdhs]/i.test(letters) && !/[0#?]\.?[0#?]*%?$/.test(letters.trim());
}

/** A serial number of days as an ISO date, with its time where it has one, or a time alone. */
export function cellDate(serial: number, startsIn1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial);
  const minutes = Math.round((serial % 1) * 1440);
  const time = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  if (serial < 1 && !startsIn1904) return time;
  // Day 60 is 29 February 1900, which did not exist.
  const days = Math.floor(serial) + (startsIn1904 ? 1462 : serial < 60 ? 1 : 0);
  const date = new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
  return minutes === 0 ? date : `${date} ${time}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
