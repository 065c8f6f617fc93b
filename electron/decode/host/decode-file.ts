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
    case "text":
      return { type: "text", ...decodeText(await whole(file, mediaLimits.textLength * 4), null) };
    case "pdf":
      throw new DecodeError("unsupported-format", "PDF", { format: "PDF", of: "image" });
  }
}

async function whole({ sizeBytes, read }: OpenFile, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (sizeBytes > limitBytes) throw new DecodeError("too-large", `${sizeBytes} bytes`, { limitBytes });
  return read(0, sizeBytes);
}
