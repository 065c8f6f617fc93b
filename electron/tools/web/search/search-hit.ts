/** A result of a search engine, as it came: its texts are untrusted. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  /** Blank where there is none. */
  readonly excerpt: string;
}
