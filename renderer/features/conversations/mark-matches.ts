import { searchTerms } from "../../../shared/chat/search-terms.ts";

export interface MarkedText {
  readonly text: string;
  readonly isMatch: boolean;
}

/**
 * Splits a text into matches and the text between them. Every word or phrase of the query matches on its own, longest
 * first.
 */
export function markMatches(text: string, query: string): readonly MarkedText[] {
  const words = searchTerms(query).sort((a, b) => b.length - a.length);
  if (words.length === 0) {
    return text === "" ? [] : [{ text, isMatch: false }];
  }
  // With one capturing group, split puts the matches at odd indexes.
  const pattern = new RegExp(`(${words.map(escapePattern).join("|")})`, "giu");
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, isMatch: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
