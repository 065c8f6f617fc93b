/** A date as `2026-11-29`, in a time zone by its IANA name; one that is unknown counts as that of this computer. */
export function dateIn(timeZone: string | null, date: Date): string {
  // The Canadian short form is that of ISO 8601.
  const dateOf = (zone: string | undefined) =>
    new Intl.DateTimeFormat("en-CA", {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      timeZone: zone,
    }).format(date);
  try {
    return dateOf(timeZone ?? undefined);
  } catch {
    return dateOf(undefined);
  }
}
