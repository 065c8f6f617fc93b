import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { decodeLimits } from "../../../../shared/media/decode-limits.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { fileFormat, headLength } from "../../../../shared/media/file-format.ts";
import { kindInPage } from "../../../../shared/media/format-kinds.ts";
import { prepareHeic, prepareImage } from "./prepare-image.ts";
import {
  preparePackage,
  preparePdf,
  prepareTextFile,
  type PdfContent,
  type PreparedText,
} from "./prepare-document.ts";
import { preparePage, type DocumentPage } from "./prepare-page.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { prepareRecording } from "./prepare-recording.ts";

export type Prepared =
  | { readonly type: "attachment"; readonly attachment: Attachment }
  | ({ readonly type: "text" } & PreparedText)
  /** Its text is one attachment, and each page that is shown as an image is another. */
  | ({ readonly type: "document" } & PdfContent);

const maxBytes = decodeLimits.fileBytes;

/**
 * Converts a file to an attachment and stores its data.
 * @throws DecodeError if the file cannot be decoded, AppError if it cannot be stored, or the signal's reason
 */
export async function prepareFile(
  file: File,
  page: DocumentPage | null,
  options: PrepareOptions,
): Promise<Prepared> {
  if (page) return { type: "attachment", attachment: await preparePage(file, page, options) };
  if (file.size === 0) throw new DecodeError("empty", "The file is empty");
  const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
  const kind = kindInPage(fileFormat(head, file.name));
  if (kind in maxBytes) assertSize(file, maxBytes[kind as keyof typeof maxBytes]);
  switch (kind) {
    case "image":
      return { type: "attachment", attachment: await prepareImage(file, options) };
    case "heic":
      return { type: "attachment", attachment: await prepareHeic(file, options) };
    case "pdf":
      return { type: "document", ...(await preparePdf(file, options)) };
    case "package":
      return { type: "text", ...(await preparePackage(file, options)) };
    case "recording":
      return { type: "attachment", attachment: await prepareRecording(file, options) };
    case "text":
      return { type: "text", ...(await prepareTextFile(file, options)) };
  }
}

function assertSize({ size }: File, limitBytes: number): void {
  if (size > limitBytes) throw new DecodeError("too-large", `${size} bytes`, { limitBytes });
}
