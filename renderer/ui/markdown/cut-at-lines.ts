/** Characters that are laid out together; pieces out of sight cost nothing. */
const pieceLength = 8000;

/** Cuts a text into pieces that end after a line where there is one; where there is none, at a space, else anywhere. */
export function cutAtLines(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > pieceLength) {
    const line = text.lastIndexOf("\n", from + pieceLength);
    const space = text.lastIndexOf(" ", from + pieceLength);
    // The break itself is made by the next piece being a block of its own.
    const isLine = line > from;
    const end = isLine ? line : space > from ? space + 1 : from + pieceLength;
    pieces.push(text.slice(from, end));
    from = isLine ? end + 1 : end;
  }
  pieces.push(text.slice(from));
  return pieces;
}
