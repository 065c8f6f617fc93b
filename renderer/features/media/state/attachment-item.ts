import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { Failure } from "../../../../shared/ipc/result.ts";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import type { TextEncodingName } from "../../../../shared/text/encodings.ts";
import type { DocumentText } from "../../../../shared/documents/document-text.ts";
import type { DecodeFailure } from "../../../../shared/media/decode-failure.ts";
import type { DocumentPage } from "../prepare/prepare-page.ts";

/** A file attached to a draft. */
export interface AttachmentItem {
  readonly id: string;
  /** The display name of the file or of the document's page. */
  readonly name: string;
  readonly source: AttachmentSource;
  /** Set for one page of a document. */
  readonly page: DocumentPage | null;
  /** The budget the user chose; null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether Auto is to treat the image as a document, whatever it looks like. */
  readonly isDocument: boolean;
  /** The encoding that the user chose for a text; null: detected. */
  readonly encoding: TextEncodingName | null;
  readonly state: AttachmentState;
}

/**
 * The file itself or, after a reload of the page, the stored original, which is fetched when it is needed.
 */
export type AttachmentSource = File | StoredOriginal;

export interface StoredOriginal {
  readonly hash: string;
  /** The media type. */
  readonly type: string;
}

export type AttachmentState =
  | { readonly type: "preparing"; readonly progress: number }
  /** A long document whose pages the user has to choose. */
  | { readonly type: "choosing"; readonly file: File; readonly pageCount: number }
  | { readonly type: "failed"; readonly failure: AttachmentFailure }
  | {
      readonly type: "ready";
      readonly attachment: Attachment;
      /** Of a document whose text is attached, and whose pages can be attached as images too. */
      readonly pageCount?: number;
      /** Of a text: all of it, where only a part may be attached. */
      readonly whole?: DocumentText;
      /** The attached parts of the text, as indexes, the last one included; absent: all. */
      readonly range?: TextRange;
    };

export interface TextRange {
  readonly first: number;
  readonly last: number;
}

export type AttachmentFailure =
  /** The file could not be decoded. */
  | { readonly of: "file"; readonly failure: DecodeFailure }
  /** The file could not be stored. */
  | { readonly of: "storing"; readonly failure: Failure };

export function newId(): string {
  // crypto.randomUUID is not available over plain HTTP.
  return `${Date.now()}-${Math.random()}`;
}

/** The attachment to send; null unless the item is ready. */
export function attachmentOf({ state }: AttachmentItem): Attachment | null {
  return state.type === "ready" ? state.attachment : null;
}
