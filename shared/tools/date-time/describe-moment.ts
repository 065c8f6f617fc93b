/**
 * A moment as a model reads it best: weekday, date, time, the offset and name of the time zone, and ISO 8601.
 * @returns null: there is no such time zone
 */
export function describeMoment(moment: Date, timeZone: string): string | null {
  let parts;
  try {
    parts = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    }).formatToParts(moment);
  } catch {
    return null;
  }
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  const date = `${part("weekday")}, ${part("day")} ${part("month")} ${part("year")}`;
  const time = `${part("hour")}:${part("minute")}:${part("second")}`;
  const offset = part("timeZoneName").replace("GMT", "UTC");
  return `${date}, ${time} (${timeZone}, ${offset === "UTC" ? "UTC+00:00" : offset}). In UTC: ${moment.toISOString().slice(0, 19)}Z`;
}
