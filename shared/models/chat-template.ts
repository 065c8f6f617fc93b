/** Longest chat template that can be saved, in UTF-16 units. The longest known one has 30,000. */
export const maxTemplateLength = 200_000;

/** A model's chat template before any edit. */
export interface OriginalTemplate {
  /** Blank when there is none. */
  readonly original: string;
  /** `built-in`: the file has none, and Facet's own for Gemma 4 is used. */
  readonly source: "file" | "built-in" | "none";
}
