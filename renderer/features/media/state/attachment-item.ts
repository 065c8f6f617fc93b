import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { Failure } from "../../../../shared/ipc/result.ts";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import type { DecodeFailure } from "../decode/decode-failure.ts";
import type { DocumentPage } from "../prepare/prepare-page.ts";

/** A file on its way into a message. */
export interface AttachmentItem {
  readonly id: string;
  /** As it is shown: of the file, or of the page of a document. */
  readonly name: string;
  readonly source: AttachmentSource;
  /** Set for one page of a document. */
  readonly page: DocumentPage | null;
  /** What the person chose; null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether Auto is to look for small print, whatever the picture looks like. */
  readonly isDocument: boolean;
  readonly state: AttachmentState;
}

/** The file itself; after a reload of the page what the host has of it, which is fetched where it is needed again. */
export type AttachmentSource = File | StoredOriginal;

export interface StoredOriginal {
  readonly hash: string;
  /** Its media type. */
  readonly type: string;
}

export type AttachmentState =
  | { readonly type: "preparing"; readonly progress: number }
  /** A long document: which pages are meant is to be chosen. */
  | { readonly type: "choosing"; readonly file: File; readonly pageCount: number }
  | { readonly type: "failed"; readonly failure: AttachmentFailure }
  | { readonly type: "ready"; readonly attachment: Attachment };

export type AttachmentFailure =
  /** It is about the file itself: another try gives the same. */
  | { readonly of: "file"; readonly failure: DecodeFailure }
  /** It could not be stored. */
  | { readonly of: "storing"; readonly failure: Failure };

export function newId(): string {
  // Not randomUUID, which a page over plain HTTP lacks.
  return `${Date.now()}-${Math.random()}`;
}

/** The part of it that is sent; null while there is none. */
export function attachmentOf({ state }: AttachmentItem): Attachment | null {
  return state.type === "ready" ? state.attachment : null;
}
