import { DecodeError } from "../../../shared/media/decode-failure.ts";
import { decodeLimits } from "../../../shared/media/decode-limits.ts";
import { fileFormat, headLength } from "../../../shared/media/file-format.ts";
import { mediaLimits } from "../../../shared/media/media-limits.ts";
import { expectSupported, unsupportedWithoutPage } from "../../../shared/media/unsupported-formats.ts";
import type { ReadBytes } from "../../../shared/models/byte-cursor.ts";
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
  readonly read: ReadBytes;
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
  expectSupported(format, unsupportedWithoutPage);
  const image = async (of: ImageFormat, limitBytes: number): Promise<DecodeOutput> => {
    await onPiece(await decodeImage(await whole(file, limitBytes), of, options));
    return { type: "media", kind: "image", durationMs: null };
  };
  const recording = async (codec: AudioCodec): Promise<DecodeOutput> => ({
    type: "media",
    kind: "audio",
    durationMs: await decodeRecording({ ...file, codec }, onPiece),
  });
  switch (format) {
    case "jpeg":
    case "png":
    case "webp":
    case "gif":
      return image(format, decodeLimits.fileBytes.image);
    case "heic":
      return image(format, decodeLimits.fileBytes.heic);
    case "wav":
    case "mp3":
    case "flac":
    case "aiff":
    case "caf":
    case "amr":
      return recording(format);
    case "ogg": {
      const codec = oggCodec(head);
      if (codec !== null) return recording(codec);
      throw new DecodeError("unsupported-format", "Not Vorbis, Opus or FLAC", { format: "Ogg", of: "video" });
    }
    case "text":
      return { type: "text", ...decodeText(await whole(file, mediaLimits.textLength * 4), null) };
    default:
      throw new DecodeError("unknown", `There is no decoder for ${format}`);
  }
}

async function whole({ sizeBytes, read }: OpenFile, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (sizeBytes > limitBytes) throw new DecodeError("too-large", `${sizeBytes} bytes`, { limitBytes });
  return Uint8Array.from(await read(0, sizeBytes));
}
