import type { PreviewSegment } from "../formats/mark-control-tokens.ts";
import type { TemplateProblem } from "../formats/template-problem.ts";

/** A model's chat template before any edit. */
export interface OriginalTemplate {
  /** Blank when there is none. */
  readonly original: string;
  /** `built-in`: the file has none, and Facet's own for Gemma 4 is used. */
  readonly source: "file" | "built-in" | "none";
}

/** A small conversation as a template renders it, and what the check of the template says. */
export interface TemplatePreview {
  /** Empty: the template cannot render it. */
  readonly segments: readonly PreviewSegment[];
  readonly problems: readonly TemplateProblem[];
  /** Of the rendered conversation; null: unknown, because the model is not loaded. */
  readonly tokens: number | null;
}
