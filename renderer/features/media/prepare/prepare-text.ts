import type { FileContent } from "../../../../shared/chat/message-part.ts";
import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";

export async function prepareText(file: File): Promise<FileContent> {
  // A character takes at most four bytes.
  if (file.size > mediaLimits.textLength * 4) throw tooLong();
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  if (text.length > mediaLimits.textLength) throw tooLong();
  if (text.trim() === "") throw new DecodeError("empty", "The text is blank");
  return { type: "file", name: file.name, text };
}

/**
 * Decodes UTF-8, or UTF-16 with a byte order mark. Falls back to Windows-1252, in which every byte is valid.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function tooLong(): DecodeError {
  return new DecodeError("too-large", "The text is too long", { limitCharacters: mediaLimits.textLength });
}
