/** `[1]`, `[1, 3]`, and as Chinese texts write it, `【1】`. */
const marks = /(?:\[|【)\s*(\d{1,4}(?:\s*[,，、;]\s*\d{1,4})*)\s*(?:\]|】)/g;
const mostNumbers = 20;

export type CitedPiece =
  { readonly type: "text"; readonly text: string } | { readonly type: "number"; readonly number: number };

/**
 * Cuts a text at its citations. Numbers without a source stay text.
 * @returns null: there is no citation in it
 */
export function citedPieces(
  text: string,
  isSource: (number: number) => boolean,
): readonly CitedPiece[] | null {
  const pieces: CitedPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    const numbers = numbersIn(match[1] ?? "");
    if (numbers.length > mostNumbers || !numbers.every(isSource)) continue;
    if (match.index > end) pieces.push({ type: "text", text: text.slice(end, match.index) });
    pieces.push(...numbers.map((number) => ({ type: "number", number }) as const));
    end = match.index + match[0].length;
  }
  if (end === 0) return null;
  if (end < text.length) pieces.push({ type: "text", text: text.slice(end) });
  return pieces;
}

/** The number that a link's text consists of: `1` or `[1]`. */
export function citedNumber(text: string): number | null {
  const digits = /^\s*(?:\[|【)?\s*(\d{1,4})\s*(?:\]|】)?\s*$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** All numbers that a text cites. */
export function numbersCited(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(marks)].flatMap(([, list = ""]) => numbersIn(list)));
}

function numbersIn(list: string): readonly number[] {
  return list.split(/[,，、;]/).map(Number);
}
