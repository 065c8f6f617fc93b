import type { ImageSource } from "./image-protocol.ts";

export interface PdfJob {
  /** Identifies the file, so that consecutive jobs for it open it only once. */
  readonly key: string;
  readonly file: Blob;
  readonly wants:
    | { readonly type: "page-count" }
    /** A page at the resolution its content needs; `pageNumber` counts from 1. */
    | { readonly type: "page"; readonly pageNumber: number }
    /** A thumbnail of a page. */
    | { readonly type: "preview"; readonly pageNumber: number };
}

export type PdfAnswer =
  | { readonly type: "page-count"; readonly pageCount: number }
  | { readonly type: "page"; readonly source: ImageSource }
  | { readonly type: "preview"; readonly preview: Blob };
