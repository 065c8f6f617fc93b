import type { ImageSource } from "./image-protocol.ts";

export interface PdfJob {
  /** The same for the same file, so that it is opened once. */
  readonly key: string;
  readonly file: Blob;
  readonly wants:
    | { readonly type: "page-count" }
    /** A page as large as its text needs it; `pageNumber` counts from 1. */
    | { readonly type: "page"; readonly pageNumber: number }
    /** A page to recognise it by. */
    | { readonly type: "preview"; readonly pageNumber: number };
}

export type PdfAnswer =
  | { readonly type: "page-count"; readonly pageCount: number }
  | { readonly type: "page"; readonly source: ImageSource }
  | { readonly type: "preview"; readonly preview: Blob };
