/** Further terms are ignored, because each one costs time. */
const maxTerms = 10;
/** A phrase in quotes, whose end may still be missing while it is typed, or a word. */
const term = /"[^"]*(?:"|$)|“[^”]*(?:”|$)|\S+/gu;

/**
 * Splits a query into terms. All of them must occur, in any order and also inside words; a phrase in quotes is
 * one term.
 */
export function searchTerms(query: string): string[] {
  const found = query.normalize("NFC").replaceAll("\0", "").match(term) ?? [];
  return found
    .map((text) => {
      const phrase = /^["“]/u.test(text) ? text.replace(/^["“]|["”]$/gu, "").trim() : text;
      return phrase === "" ? text.trim() : phrase;
    })
    .filter((text) => text !== "")
    .slice(0, maxTerms);
}
