export type WideEncoding = "utf-16le" | "utf-16be";

/** Below this, a few bytes of a binary file look like a few letters. */
const leastCharacters = 4;

/**
 * Whether bytes are UTF-16, by their byte order mark or, without one, by where the zeros are: most characters
 * of most texts, or at least their spaces and line breaks, are below U+0100.
 */
export function wideEncoding(head: Uint8Array): WideEncoding | null {
  const [first, second] = head;
  // Four bytes FF FE 00 00 would be UTF-32, which no program writes.
  if (first === 0xff && second === 0xfe && !(head[2] === 0 && head[3] === 0)) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const characters = Math.floor(head.length / 2);
  if (characters < leastCharacters) return null;
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    if (isPlausible(head.subarray(0, characters * 2), encoding)) return encoding;
  }
  return null;
}

function isPlausible(bytes: Uint8Array, encoding: WideEncoding): boolean {
  const [low, high] = encoding === "utf-16le" ? [0, 1] : [1, 0];
  let narrow = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    const [lower = 0, upper = 0] = [bytes[at + low], bytes[at + high]];
    // No text has these.
    if (upper === 0 && (lower < 9 || (lower > 13 && lower < 32 && lower !== 27))) return false;
    if (upper === 0xff && lower >= 0xfe) return false;
    if (upper === 0) narrow += 1;
  }
  if (narrow < bytes.length / 2 / 20) return false;
  try {
    // `stream` accepts a truncated surrogate pair.
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
