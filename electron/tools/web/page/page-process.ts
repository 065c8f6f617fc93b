import type { SideProcess, StartSideProcess } from "../../../side-process/side-process.ts";
import type { SearchHit } from "../search/search-provider.ts";

export type PageRequest =
  | {
      readonly type: "page";
      readonly bytes: Uint8Array;
      /** The beginning of a longer page. */
      readonly isCut: boolean;
      readonly mediaType: string;
      /** As the server declares it; null: it does not. */
      readonly charset: string | null;
      readonly url: string;
    }
  /** The page with the results of a search engine that has no API. */
  | { readonly type: "duckduckgo"; readonly bytes: Uint8Array };

export type PageResponse =
  | { readonly type: "page"; readonly page: ReadablePage }
  | { readonly type: "hits"; readonly hits: readonly SearchHit[] }
  | { readonly type: "failed"; readonly message: string };

export interface ReadablePage {
  /** Blank where it has none. */
  readonly title: string;
  /** YYYY-MM-DD; null: the page does not say. */
  readonly published: string | null;
  /** Markdown or plain text; blank: the page has no text. */
  readonly text: string;
}

/**
 * A process that parses pages of any origin, which may take hours or gigabytes to parse, or exploit a parser.
 */
export type PageProcess = SideProcess<PageRequest, PageResponse>;
export type StartPageProcess = StartSideProcess<PageRequest, PageResponse>;
