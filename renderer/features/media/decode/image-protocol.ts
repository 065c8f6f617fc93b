import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import type { Size } from "../../../../shared/media/image-scaler.ts";

/** A file that the browser decodes, or pixels from another decoder. */
export type ImageSource =
  | { readonly type: "file"; readonly file: Blob }
  | { readonly type: "pixels"; readonly size: Size; readonly rgba: ArrayBuffer };

export interface ImageJob {
  readonly source: ImageSource;
  /** null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether the image is known to show a document. If false, the Auto budget guesses from the pixels. */
  readonly isDocument: boolean;
  /** Whether to encode a copy for display because the browser cannot show the original. */
  readonly needsView: boolean;
}

export interface DecodedImage {
  /** The size of the upright original. */
  readonly source: Size;
  readonly prepared: Size;
  readonly budget: ImageBudget;
  /** RGB, as `PreparedImage` describes it. */
  readonly pixels: Blob;
  readonly thumbnail: Blob;
  readonly view: Blob | null;
}
