import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { ImageBudget } from "../../../../shared/media/image-budget.ts";
import { DecodeError } from "../decode/decode-failure.ts";
import { fileKind, headLength } from "./file-kind.ts";
import { prepareHeic, prepareImage } from "./prepare-image.ts";
import { pageCountOf, preparePage, type DocumentPage } from "./prepare-page.ts";
import { prepareRecording } from "./prepare-recording.ts";
import { prepareText } from "./prepare-text.ts";

export interface PrepareOptions {
  /** null: Auto. */
  readonly budget: ImageBudget | null;
  /** Whether Auto is to look for small print, whatever the picture looks like. */
  readonly isDocument: boolean;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (progress: number) => void;
}

export type Prepared =
  | { readonly type: "attachment"; readonly attachment: Attachment }
  /** Which of its pages are meant is for the person to say; each becomes an attachment of its own. */
  | { readonly type: "document"; readonly pageCount: number };

/** Larger files are held in memory as a whole while they are decoded. */
const mostBytes = { image: 250e6, heic: 100e6, pdf: 250e6 } as const;

/**
 * Makes of a file what a message carries, and stores it.
 * @throws DecodeError about the file, AppError about storing it, or the signal's reason
 */
export async function prepareFile(
  file: File,
  page: DocumentPage | null,
  options: PrepareOptions,
): Promise<Prepared> {
  if (page) return { type: "attachment", attachment: await preparePage(file, page, options) };
  if (file.size === 0) throw new DecodeError("empty", "No bytes");
  const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
  const kind = fileKind(head, file.name, file.type);
  if (kind === null) throw new DecodeError("unknown", "Of no kind that is known");
  if (kind in mostBytes) assertSize(file, mostBytes[kind as keyof typeof mostBytes]);
  switch (kind) {
    case "image":
      return { type: "attachment", attachment: await prepareImage(file, options) };
    case "heic":
      return { type: "attachment", attachment: await prepareHeic(file, options) };
    case "pdf":
      return { type: "document", pageCount: await pageCountOf(file, options.signal) };
    case "recording":
      return { type: "attachment", attachment: await prepareRecording(file, options) };
    case "text":
      return { type: "attachment", attachment: await prepareText(file) };
  }
}

function assertSize({ size }: File, limitBytes: number): void {
  if (size > limitBytes) throw new DecodeError("too-large", `${size} bytes`, { limitBytes });
}
