import type { TextEncodingName } from "../../../../shared/text/encodings.ts";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";

export interface PrepareOptions {
  /** null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether Auto is to treat the image as a document, whatever it looks like. */
  readonly isDocument: boolean;
  /** The encoding to read a text in; null: detected. */
  readonly encoding: TextEncodingName | null;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (progress: number) => void;
}
