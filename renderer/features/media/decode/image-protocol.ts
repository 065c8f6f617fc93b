import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import type { Size } from "./image-scaler.ts";

/** A file that the browser decodes, or pixels that another decoder made of one. */
export type ImageSource =
  | { readonly type: "file"; readonly file: Blob }
  | { readonly type: "pixels"; readonly size: Size; readonly rgba: ArrayBuffer };

export interface ImageJob {
  readonly source: ImageSource;
  /** null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether it is known to be one; else it is guessed, for Auto. */
  readonly isDocument: boolean;
  /** Whether to make a picture to look at, because the browser itself can't show the file. */
  readonly needsView: boolean;
}

export interface DecodedImage {
  /** As it is looked at, turned upright. */
  readonly source: Size;
  readonly prepared: Size;
  readonly budget: ImageBudget;
  /** RGB, as `PreparedImage` describes it. */
  readonly pixels: Blob;
  readonly thumbnail: Blob;
  readonly view: Blob | null;
}
