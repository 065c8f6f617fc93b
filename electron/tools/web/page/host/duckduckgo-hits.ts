import type { SearchHit } from "../../search/search-provider.ts";
import { parsePage, type PageElement } from "./page-element.ts";

/**
 * The results on DuckDuckGo's page for browsers without scripts: each is an element `.result` with a link
 * `.result__a` and an excerpt `.result__snippet`. Advertisements have the class `result--ad`.
 */
export function duckDuckGoHits(html: string): readonly SearchHit[] {
  const results = [...parsePage(html).querySelectorAll(".result")];
  return results
    .filter(({ className }) => !/\bresult--ad\b/.test(className))
    .flatMap((result) => {
      const link = result.querySelector("a.result__a");
      const url = targetOf(link?.getAttribute("href") ?? "");
      const excerpt = textOf(result.querySelector(".result__snippet"));
      return link === null || url === null ? [] : [{ title: textOf(link), url, excerpt }];
    });
}

/** Links lead through a redirect that has the address as `uddg`. */
function targetOf(href: string): string | null {
  if (!URL.canParse(href, "https://html.duckduckgo.com/")) return null;
  const url = new URL(href, "https://html.duckduckgo.com/");
  const isOwn = url.hostname === "duckduckgo.com" || url.hostname.endsWith(".duckduckgo.com");
  return isOwn ? url.searchParams.get("uddg") : url.href;
}

function textOf(element: PageElement | null): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}
