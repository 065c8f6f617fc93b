import { AppError } from "../../../../shared/ipc/result.ts";
import { fetchFailed } from "../../../net/fetch-failure.ts";
import type { FetchedResource, SafeFetch } from "../../../net/safe-fetch.ts";
import { SideWorker } from "../../../side-process/side-worker.ts";
import type { SearchHit } from "../search/search-provider.ts";
import type { PageRequest, PageResponse, ReadablePage, StartPageProcess } from "./page-process.ts";
import { bytesOfType, isReadableCut, kindOfType } from "./page-types.ts";

const parseTimeoutMs = 20_000;

export interface PageReaderOptions {
  readonly fetch: SafeFetch;
  readonly start: StartPageProcess;
}

export interface ReadAddress extends ReadablePage {
  /** After redirects. */
  readonly url: string;
}

/** Fetches pages and turns them into text. Their parsers run in a process of their own. */
export class PageReader {
  readonly #fetch: SafeFetch;
  readonly #worker: SideWorker<PageRequest, PageResponse>;

  constructor({ fetch, start }: PageReaderOptions) {
    this.#fetch = fetch;
    this.#worker = new SideWorker({ start, answerTimeoutMs: parseTimeoutMs });
  }

  /**
   * @throws AppError `address-refused`, `fetch-failed`, `page-unreadable` {host, reason, status}; the signal's
   * reason when it was aborted
   */
  async read(address: string, signal: AbortSignal): Promise<ReadAddress> {
    const accept = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/*;q=0.8,*/*;q=0.1";
    const fetched = await this.#fetch({ url: address, accept, mostBytes: bytesOfType }, signal);
    const { url } = fetched;
    const { host } = new URL(url);
    refuseFailure(host, fetched);
    const response = await this.#worker.ask({ type: "page", ...withoutStatus(fetched) }, signal);
    signal.throwIfAborted();
    if (response?.type !== "page") {
      const message = response?.type === "failed" ? response.message : "The page took too long";
      throw unreadable(host, "unreadable", message);
    }
    if (response.page.text.trim() === "") throw unreadable(host, "empty", emptyAdvice);
    return { ...response.page, url };
  }

  /** The results on a page of DuckDuckGo; null: it can't be read. */
  async duckDuckGoHits(bytes: Uint8Array, signal: AbortSignal): Promise<readonly SearchHit[] | null> {
    const response = await this.#worker.ask({ type: "duckduckgo", bytes }, signal);
    signal.throwIfAborted();
    return response?.type === "hits" ? response.hits : null;
  }

  dispose(): void {
    this.#worker.dispose();
  }
}

const emptyAdvice =
  "The page has no text of its own: it is put together by scripts, which are not run. Try another page.";

function refuseFailure(host: string, { status, mediaType, bytes, isCut }: FetchedResource): void {
  // Some sites answer 202 with an empty page instead of what was asked for.
  if (status === 429 || status === 202) throw unreadable(host, "limited", "It limits requests", status);
  if (status < 200 || status > 299) throw unreadable(host, "status", `It answered with ${status}`, status);
  const kind = kindOfType(mediaType, bytes);
  if (kind === null) throw fetchFailed(host, "type", mediaType);
  if (isCut && !isReadableCut(kind)) throw fetchFailed(host, "too-large");
}

function withoutStatus({ bytes, isCut, mediaType, charset, url }: FetchedResource) {
  return { bytes, isCut, mediaType, charset, url };
}

function unreadable(
  host: string,
  reason: "status" | "limited" | "empty" | "unreadable",
  message: string,
  status = 0,
): AppError {
  return new AppError("page-unreadable", `${host}: ${message}`, { host, reason, status });
}
