import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { decodeLimits } from "../../../../shared/media/decode-limits.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { fileFormat, headLength } from "../../../../shared/media/file-format.ts";
import { expectSupported, unsupportedFormats } from "../../../../shared/media/unsupported-formats.ts";
import { prepareHeic, prepareImage } from "./prepare-image.ts";
import { pageCountOf, preparePage, type DocumentPage } from "./prepare-page.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { prepareRecording } from "./prepare-recording.ts";
import { prepareText } from "./prepare-text.ts";

export type Prepared =
  | { readonly type: "attachment"; readonly attachment: Attachment }
  /** The user chooses the pages; each becomes an attachment of its own. */
  | { readonly type: "document"; readonly pageCount: number };

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
  const format = fileFormat(head, file.name);
  expectSupported(format, unsupportedFormats);
  switch (format) {
    case "heic":
      assertSize(file, maxBytes.heic);
      return { type: "attachment", attachment: await prepareHeic(file, options) };
    case "pdf":
      assertSize(file, maxBytes.pdf);
      return { type: "document", pageCount: await pageCountOf(file, options.signal) };
    case "text":
    case "rtf":
      return { type: "attachment", attachment: await prepareText(file) };
    case "jpeg":
    case "png":
    case "gif":
    case "webp":
    case "bmp":
    case "avif":
    case "icon":
      assertSize(file, maxBytes.image);
      return { type: "attachment", attachment: await prepareImage(file, options) };
    default:
      return { type: "attachment", attachment: await prepareRecording(file, options) };
  }
}

function assertSize({ size }: File, limitBytes: number): void {
  if (size > limitBytes) throw new DecodeError("too-large", `${size} bytes`, { limitBytes });
}
