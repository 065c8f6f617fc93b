import { wideEncoding } from "./wide-encoding.ts";

/** At most this share of the characters of a text in an old code page are control characters. */
const mostControls = 0.002;

/** Whether the first bytes of a file are those of a text, in any encoding. */
export function looksLikeText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  if (wideEncoding(head) !== null) return true;
  if (head.includes(0)) return false;
  if (isUtf8(head)) return true;
  // Tab, line breaks, form feed and escape are in texts. A stray control character is in some exports.
  const controls = head.reduce(
    (sum, byte) => sum + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0),
    0,
  );
  return controls <= head.length * mostControls;
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // `stream` accepts a truncated last character.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
