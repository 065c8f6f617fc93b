export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Cuts a text into what a search found and what stands between; every word of the query counts, longest first. */
export function markMatches(text: string, query: string): readonly Piece[] {
  const words = query
    .split(/\s+/u)
    .map((word) => word.replace(/^"|"$/g, ""))
    .filter((word) => word !== "")
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) {
    return text === "" ? [] : [{ text, isMatch: false }];
  }
  // With one capturing group, split puts the matches at the odd places.
  const pattern = new RegExp(`(${words.map(escapePattern).join("|")})`, "giu");
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, isMatch: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
