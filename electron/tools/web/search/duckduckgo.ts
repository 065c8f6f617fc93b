import { searchFailed } from "./ask-json.ts";
import type { SearchProvider } from "./search-provider.ts";

const mostBytes = 2 * 1024 * 1024;
/** The question whether a human asks, in place of results. */
const challenge = /anomaly[-_.]|bots use duckduckgo/i;

/** The page for browsers without scripts: there is no API and no key, and it limits programs. */
export const duckduckgo: SearchProvider = {
  id: "duckduckgo",
  name: "DuckDuckGo",
  async search({ text, count }, { fetch, pages }, signal) {
    const url = new URL("https://html.duckduckgo.com/html/");
    url.searchParams.set("q", text);
    const wanted = { url: url.href, accept: "text/html", mostBytes: () => mostBytes };
    const { status, bytes } = await fetch(wanted, signal);
    if ([202, 403, 418, 429].includes(status)) throw searchFailed(duckduckgo, "limited", status);
    if (status !== 200) throw searchFailed(duckduckgo, "status", status);
    const hits = await pages.duckDuckGoHits(bytes, signal);
    if (hits === null) throw searchFailed(duckduckgo, "answer");
    if (hits.length === 0 && challenge.test(new TextDecoder().decode(bytes)))
      throw searchFailed(duckduckgo, "limited", status);
    return hits.slice(0, count);
  },
};
