import { decodeEntities } from "../../../../shared/documents/decode-entities.ts";
import type { Settings } from "../../../../shared/settings/settings.ts";
import type { SafeFetch } from "../../../net/safe-fetch.ts";
import type { PageReader } from "../page/page-reader.ts";
import type { SearchKeys } from "./search-keys.ts";
import type { SearchHit } from "./search-provider.ts";
import { searchProviders } from "./search-providers.ts";

export interface WebSearchOptions {
  readonly fetch: SafeFetch;
  readonly pages: Pick<PageReader, "duckDuckGoHits">;
  readonly keys: Pick<SearchKeys, "keyOf">;
  readonly settings: () => Pick<Settings, "searchProvider" | "searxngAddress">;
}

export interface SearchResults {
  /** The name of the service. */
  readonly provider: string;
  readonly hits: readonly SearchHit[];
}

const count = 6;
const longestTitle = 200;
const longestExcerpt = 400;
const longestAddress = 2_000;

/** Searches with the service that the user has chosen. */
export class WebSearch {
  readonly #options: WebSearchOptions;

  constructor(options: WebSearchOptions) {
    this.#options = options;
  }

  /**
   * @throws AppError `search-failed` {provider, reason}, `address-refused`, `fetch-failed`; the signal's
   * reason when it was aborted
   */
  async search(text: string, signal: AbortSignal): Promise<SearchResults> {
    const { fetch, pages, keys, settings } = this.#options;
    const { searchProvider, searxngAddress: address } = settings();
    const provider = searchProviders[searchProvider];
    const access = { fetch, pages, key: keys.keyOf(searchProvider), address };
    const hits = await provider.search({ text, count }, access, signal);
    return { provider: provider.name, hits: cleaned(hits) };
  }
}

/** Addresses of web pages, each once, with texts without markup and of limited length. */
function cleaned(hits: readonly SearchHit[]): readonly SearchHit[] {
  const found = new Map<string, SearchHit>();
  for (const hit of hits) {
    if (hit.url.length > longestAddress || !URL.canParse(hit.url)) continue;
    const { protocol, href, host } = new URL(hit.url);
    const isWeb = protocol === "https:" || protocol === "http:";
    if (!isWeb || found.has(href)) continue;
    const title = plain(hit.title, longestTitle) || host;
    found.set(href, { title, url: href, excerpt: plain(hit.excerpt, longestExcerpt) });
  }
  return [...found.values()].slice(0, count);
}

function plain(text: string, longest: number): string {
  const words = decodeEntities(text.slice(0, longest * 4).replace(/<\/?[a-z][^<>]*>/gi, ""))
    .replace(/\s+/g, " ")
    .trim();
  return (words.length > longest ? `${words.slice(0, longest - 1)}…` : words).toWellFormed();
}
