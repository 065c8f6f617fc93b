import { decodeText } from "../../../../../shared/text/decode-text.ts";
import { wideEncoding } from "../../../../../shared/text/wide-encoding.ts";

/** Where a page may declare its encoding. */
const headBytes = 4_096;
const declared = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i;

/**
 * The text of a page: in the encoding that its server declares, or that the page declares itself, or the one
 * that it seems to have. What is declared is not believed where it does not fit.
 */
export function decodePage(bytes: Uint8Array, charset: string | null): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, headBytes));
  const label = wideEncoding(bytes.subarray(0, headBytes)) ?? charset ?? declared.exec(head)?.[1] ?? null;
  const text = label === null ? null : decodedAs(label, bytes);
  return text ?? decodedAs("utf-8", bytes) ?? new TextDecoder(guessed(bytes)).decode(bytes);
}

const sampleBytes = 200_000;

/** The encoding that the beginning seems to have, up to the end of a tag: not in the middle of a character. */
function guessed(bytes: Uint8Array): string {
  const end = bytes.length > sampleBytes ? bytes.lastIndexOf(0x3e, sampleBytes) + 1 : bytes.length;
  return decodeText(bytes.subarray(0, end || sampleBytes), null).encoding;
}

/** null: there is no such encoding, or too much can't be decoded. */
function decodedAs(label: string, bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(label).decode(bytes);
    const wrong = text.split("\ufffd").length - 1;
    return wrong > text.length / 200 + 1 ? null : text;
  } catch {
    return null;
  }
}
