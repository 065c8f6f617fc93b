/**
 * Splits texts into pieces about as long as real tokens: a word with the space before it, or one or two
 * Chinese characters. No piece appears twice, within a text or across texts: a repeated piece is extended by
 * the text that follows it.
 */
export function textPieces(texts: readonly string[]): readonly (readonly string[])[] {
  const used = new Set<string>();
  return texts.map((text) => cut(text, used));
}

const smallPiece = /\s*(?:\p{Script=Han}{1,2}[\p{P}\p{S}]*|[^\s\p{Script=Han}]{1,14})|\s+$/gu;

function cut(text: string, used: Set<string>): readonly string[] {
  const pieces: string[] = [];
  let pending = "";
  for (const [small] of text.matchAll(smallPiece)) {
    pending += small;
    if (isFree(pending, used)) {
      used.add(pending);
      pieces.push(pending);
      pending = "";
    }
  }
  while (pending !== "" && !isFree(pending, used)) {
    const last = pieces.pop();
    if (last === undefined) {
      throw new Error(`Too short to be distinguished from another text: ${JSON.stringify(text)}`);
    }
    used.delete(last);
    pending = last + pending;
  }
  if (pending !== "") {
    used.add(pending);
    pieces.push(pending);
  }
  return pieces;
}

/**
 * A piece must be new, longer than one character (users type single characters), and must not be the end of
 * `model\n`: the token that ends every prompt has to stay the newline byte.
 */
function isFree(piece: string, used: ReadonlySet<string>): boolean {
  return Array.from(piece).length > 1 && !used.has(piece) && !"model\n".endsWith(piece);
}
