/** Characters that are laid out together; pieces out of sight cost nothing. */
const pieceLength = 8000;

/** A longer line is cut all the same, so that laying it out holds nothing up. */
const longestLine = 400_000;

/** Cuts a text into pieces that end after a line. What cuts a line in two would be seen as a break that is not there. */
export function cutAtLines(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > pieceLength) {
    const before = text.lastIndexOf("\n", from + pieceLength);
    const line = before > from ? before : text.indexOf("\n", from + pieceLength);
    const end = line === -1 ? text.length : line;
    if (end - from > longestLine) {
      const space = text.lastIndexOf(" ", from + longestLine - 1);
      const cut = space > from ? space + 1 : from + longestLine;
      pieces.push(text.slice(from, cut));
      from = cut;
    } else {
      pieces.push(text.slice(from, end));
      // The break itself is made by the next piece being a block of its own.
      from = end + 1;
      if (line === -1) return pieces;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}
