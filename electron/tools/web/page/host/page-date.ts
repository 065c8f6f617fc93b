import type { PageDocument } from "./page-element.ts";

/** Where pages say when they were published, from the most explicit to the least. */
const places: readonly (readonly [selector: string, attribute: string])[] = [
  ['meta[property="article:published_time"]', "content"],
  ['meta[itemprop="datePublished"]', "content"],
  ['meta[name="date"]', "content"],
  ['meta[name="dc.date"]', "content"],
  ['meta[name="citation_publication_date"]', "content"],
  ['time[itemprop="datePublished"]', "datetime"],
  ["article time[datetime]", "datetime"],
];

/** YYYY-MM-DD; null: the page does not say. */
export function pageDate(document: PageDocument): string | null {
  for (const [selector, attribute] of places) {
    const day = dayIn(document.querySelector(selector)?.getAttribute(attribute));
    if (day !== null) return day;
  }
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const day = dayIn(/"datePublished"\s*:\s*"([^"]{8,40})"/.exec(script.textContent ?? "")?.[1]);
    if (day !== null) return day;
  }
  return null;
}

function dayIn(text: string | null | undefined): string | null {
  const [, year, month, day] = /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(text ?? "") ?? [];
  return year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : null;
}
