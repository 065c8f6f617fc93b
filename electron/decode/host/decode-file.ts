import { wholeText, type DocumentText } from "../../../shared/documents/document-text.ts";
import { documentInText, packageText } from "../../../shared/documents/extract-text.ts";
import { DecodeError } from "../../../shared/media/decode-failure.ts";
import { decodeLimits } from "../../../shared/media/decode-limits.ts";
import { fileFormat, headLength } from "../../../shared/media/file-format.ts";
import { mediaLimits } from "../../../shared/media/media-limits.ts";
import { kindWithoutPage } from "../../../shared/media/format-kinds.ts";
import { decodeText } from "../../../shared/text/decode-text.ts";
import type { DecodeOutput, PieceBytes } from "../decode-protocol.ts";
import type { DecodeOptions } from "../file-decoder.ts";
import { oggCodec, type AudioCodec } from "./audio-decoders.ts";
import { decodeImage } from "./decode-image.ts";
import { decodeRecording } from "./decode-recording.ts";
import type { ImageFormat } from "./image-decoders.ts";
import { pdfText } from "./pdf-text.ts";

export interface OpenFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly read: (offset: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Decodes a file by what it is. @throws DecodeError */
export async function decodeFile(
  file: OpenFile,
  options: DecodeOptions,
  onPiece: (piece: PieceBytes) => Promise<void>,
): Promise<DecodeOutput> {
  if (file.sizeBytes === 0) throw new DecodeError("empty", "The file is empty");
  const head = await file.read(0, headLength);
  const format = fileFormat(head, file.name);
  const kind = kindWithoutPage(format);
  switch (kind) {
    case "image":
    case "heic": {
      const bytes = await whole(file, decodeLimits.fileBytes[kind]);
      await onPiece(await decodeImage(bytes, format as ImageFormat, options));
      return { type: "media", kind: "image", durationMs: null };
    }
    case "recording": {
      const codec = format === "ogg" ? oggCodec(head) : (format as AudioCodec);
      const durationMs = await decodeRecording({ ...file, codec }, onPiece);
      return { type: "media", kind: "audio", durationMs };
    }
    case "text": {
      const decoded = decodeText(await whole(file, mediaLimits.textLength * 4), null);
      const document = documentInText(decoded.text, file.name);
      return document === null ? { type: "text", ...decoded } : documentOutput(document);
    }
    case "package":
      return documentOutput(await packageText(await whole(file, decodeLimits.fileBytes.package)));
    case "pdf":
      return documentOutput(await pdfText(await whole(file, decodeLimits.fileBytes.pdf)));
  }
}

function documentOutput(document: DocumentText): DecodeOutput {
  const text = wholeText(document);
  const limitCharacters = mediaLimits.textLength;
  if (text.length > limitCharacters) throw new DecodeError("too-large", "Too long", { limitCharacters });
  return { type: "text", text, encoding: null };
}

async function whole({ sizeBytes, read }: OpenFile, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (sizeBytes > limitBytes) throw new DecodeError("too-large", `${sizeBytes} bytes`, { limitBytes });
  return read(0, sizeBytes);
}
