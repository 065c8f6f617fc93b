import { analyse } from "chardet";
import { DecodeError } from "../media/decode-failure.ts";
import { mediaLimits } from "../media/media-limits.ts";
import { encodingOf, type TextEncodingName } from "./encodings.ts";
import { wideEncoding } from "./wide-encoding.ts";

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
}

/**
 * Decodes a text file.
 * @param encoding null: detected
 * @throws DecodeError `empty`, `too-large` {limitCharacters}
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncodingName | null): DecodedText {
  const used = encoding ?? detectEncoding(bytes);
  // The byte order mark is removed, and what is not valid becomes a replacement character.
  const text = new TextDecoder(used).decode(bytes);
  const limitCharacters = mediaLimits.textLength;
  if (text.length > limitCharacters)
    throw new DecodeError("too-large", "The text is too long", { limitCharacters });
  if (text.trim() === "") throw new DecodeError("empty", "The text is blank");
  return { text, encoding: used };
}

/** The most likely encoding of a text. */
function detectEncoding(bytes: Uint8Array): TextEncodingName {
  const wide = wideEncoding(bytes.subarray(0, sampleBytes));
  if (wide !== null) return wide;
  if (isUtf8(bytes)) return switchesToJapanese(bytes) ? "iso-2022-jp" : "utf-8";
  for (const { name } of analyse(bytes.subarray(0, sampleBytes))) {
    const encoding = encodingOf(name);
    // What it proposes must at least be able to decode the text.
    if (encoding !== null && encoding !== "utf-8" && canDecode(bytes, encoding)) return encoding;
  }
  return "windows-1252";
}

/** More makes detection slower and not better. */
const sampleBytes = 64 * 1024;

/** ISO-2022-JP has no byte above 127: escape sequences switch the character set. */
function switchesToJapanese(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)) return true;
  }
  return false;
}

function isUtf8(bytes: Uint8Array): boolean {
  return canDecode(bytes, "utf-8");
}

function canDecode(bytes: Uint8Array, encoding: TextEncodingName): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
