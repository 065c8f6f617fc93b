import type { SearchProviderId } from "../../../../shared/tools/web-search.ts";
import type { SafeFetch } from "../../../net/safe-fetch.ts";
import type { PageReader } from "../page/page-reader.ts";
import type { SearchHit } from "./search-hit.ts";

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
  /**
   * @throws AppError `search-failed` {provider, reason}, `address-refused`, `fetch-failed`; the signal's
   * reason when it was aborted
   */
  search(query: SearchQuery, access: SearchAccess, signal: AbortSignal): Promise<readonly SearchHit[]>;
}
