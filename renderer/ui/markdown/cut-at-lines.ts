/** Length of a piece in characters; pieces off screen are not laid out. */
const pieceLength = 8000;

/** A longer line is cut as well: laying out a line takes quadratic time where its scripts alternate. */
const maxLineLength = 16_000;

/**
 * Splits a text into pieces that end at a line break. A cut within a line would be visible as an extra break.
 */
export function cutAtLines(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > pieceLength) {
    const before = text.lastIndexOf("\n", from + pieceLength);
    const line = before > from ? before : text.indexOf("\n", from + pieceLength);
    const end = line === -1 ? text.length : line;
    if (end - from > maxLineLength) {
      const space = text.lastIndexOf(" ", from + maxLineLength - 1);
      const cut = space > from ? space + 1 : from + maxLineLength;
      pieces.push(text.slice(from, cut));
      from = cut;
    } else {
      pieces.push(text.slice(from, end));
      // The line break is dropped, since the next piece is a block of its own.
      from = end + 1;
      if (line === -1) return pieces;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}
