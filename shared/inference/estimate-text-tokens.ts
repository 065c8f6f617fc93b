const latinCharactersPerToken = 4;

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * About how many tokens a text has: one per Chinese, Japanese or Korean character, else one per four
 * characters.
 */
export function estimateTextTokens(text: string): number {
  return Math.ceil(estimatedShare(text));
}

/** The same for a piece of a text: the sum over all pieces is that of the text. */
export function estimatedShare(piece: string): number {
  const dense = piece.match(ideographs)?.length ?? 0;
  return dense + (piece.length - dense) / latinCharactersPerToken;
}
