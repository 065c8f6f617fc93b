import type { SearchProviderId } from "../../../../shared/tools/web-search.ts";
import type { SafeFetch } from "../../../net/safe-fetch.ts";
import type { PageReader } from "../page/page-reader.ts";

/** A result of a search engine, as it came: its texts are untrusted. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  /** Blank where there is none. */
  readonly excerpt: string;
}

export interface SearchQuery {
  readonly text: string;
  readonly count: number;
}

/** What a provider needs beside the query. */
export interface SearchAccess {
  readonly fetch: SafeFetch;
  readonly pages: Pick<PageReader, "duckDuckGoHits">;
  /** null: none was entered. */
  readonly key: string | null;
  /** The base address of the user's own SearXNG, without a slash at its end; null: none was entered. */
  readonly address: string | null;
}

export interface SearchProvider {
  readonly id: SearchProviderId;
  /** As its users know it. */
  readonly name: string;
  /**
   * @throws AppError `search-failed` {provider, reason}, `address-refused`, `fetch-failed`; the signal's
   * reason when it was aborted
   */
  search(query: SearchQuery, access: SearchAccess, signal: AbortSignal): Promise<readonly SearchHit[]>;
}
