/** Where letters are written on paper of 8.5 by 11 inches; everywhere else it is A4. */
const letterCountries = new Set("US CA MX PR PH GU VI AS MP CL CO CR GT HN NI PA SV VE DO BO BZ".split(" "));

/** @param country the two-letter code of the system's region, empty: unknown @param locale such as `en-US` */
export function paperSize(country: string, locale: string): "Letter" | "A4" {
  const region = country || (/[-_]([A-Za-z]{2})\b/.exec(locale)?.[1] ?? "");
  return letterCountries.has(region.toUpperCase()) ? "Letter" : "A4";
}
