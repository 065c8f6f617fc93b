import type { DocumentText } from "../../../../shared/documents/document-text.ts";
import type { ImageSource } from "./image-protocol.ts";

export interface PdfJob {
  /** Identifies the file, so that consecutive jobs for it open it only once. */
  readonly key: string;
  readonly file: Blob;
  readonly wants:
    /** The text of every page. */
    | { readonly type: "text" }
    /** A page at the resolution its content needs; `pageNumber` counts from 1. */
    | { readonly type: "page"; readonly pageNumber: number }
    /** A thumbnail of a page. */
    | { readonly type: "preview"; readonly pageNumber: number };
}

export type PdfAnswer =
  | { readonly type: "text"; readonly document: DocumentText }
  | { readonly type: "page"; readonly source: ImageSource }
  | { readonly type: "preview"; readonly preview: Blob };
