import type { FileContent } from "../../../../shared/chat/message-part.ts";
import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { decodeText } from "../../../../shared/text/decode-text.ts";
import type { TextEncodingName } from "../../../../shared/text/encodings.ts";

/** @param chosen null: the encoding is detected */
export async function prepareText(file: File, chosen: TextEncodingName | null): Promise<FileContent> {
  const limitCharacters = mediaLimits.textLength;
  // A character takes at most four bytes.
  if (file.size > limitCharacters * 4) throw new DecodeError("too-large", "Too long", { limitCharacters });
  const { text, encoding } = decodeText(new Uint8Array(await file.arrayBuffer()), chosen);
  return { type: "file", name: file.name, text, encoding };
}
