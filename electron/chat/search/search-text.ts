import { withoutMarks } from "./without-marks.ts";

/** The number of characters shown before and after the match. */
const before = 40;
const after = 120;

/** Whether every term occurs, ignoring case and accents. */
export function containsTerms(text: string, terms: readonly string[]): boolean {
  const folded = fold(text);
  return terms.every((term) => folded.includes(fold(term)));
}

/**
 * The text around the first matching term, on one line and without Markdown syntax; the beginning of the text
 * when no term matches. When a term matches only inside the syntax, such as a link's address, the syntax is
 * kept.
 */
export function excerptOf(text: string, terms: readonly string[]): string {
  const found = terms.map((term) => indexOfFolded(text, term)).filter((index) => index !== -1);
  const at = found.length === 0 ? 0 : Math.min(...found);
  const start = at <= before ? 0 : startOfWord(text, at - before, at);
  const end = Math.min(text.length, at + after);
  const piece = text.slice(start, end).toWellFormed().replaceAll("\uFFFD", "");
  const words = withoutMarks(piece);
  const isKept = terms.every((term) => !containsTerms(piece, [term]) || containsTerms(words, [term]));
  const excerpt = onOneLine(isKept && words.trim() !== "" ? words : piece);
  return `${start > 0 ? "…" : ""}${excerpt}${end < text.length ? "…" : ""}`;
}

/** Quotes a term for the query language of FTS5, which then matches it as plain text. */
export function quotedForIndex(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}

/**
 * Patterns for LIKE … ESCAPE '\', one of which matches where the term occurs in any case. LIKE itself ignores
 * case only in ASCII, so there is a pattern for each case of the other letters: for short terms only.
 */
export function patternsContaining(term: string): string[] {
  let patterns = ["%"];
  for (const character of term) {
    const cases = casesOf(character).map((one) => one.replace(/[\\%_]/u, String.raw`\$&`));
    patterns = patterns.flatMap((pattern) => cases.map((one) => pattern + one));
  }
  return patterns.map((pattern) => `${pattern}%`);
}

function casesOf(character: string): string[] {
  if (/\p{ASCII}/u.test(character)) return [character];
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return [...new Set([character, lower, upper, upper.toLowerCase()])];
}

function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function indexOfFolded(text: string, term: string): number {
  const lower = text.toLowerCase();
  // Lower-casing rarely changes the length (İ does); when it does not, the offsets are the same.
  const quick = lower.length === text.length ? lower.indexOf(term.toLowerCase()) : -1;
  if (quick !== -1) return quick;
  const places: number[] = [];
  let folded = "";
  let place = 0;
  for (const character of text) {
    const piece = fold(character);
    places.push(...Array<number>(piece.length).fill(place));
    folded += piece;
    place += character.length;
  }
  return places[folded.indexOf(fold(term))] ?? -1;
}

/** The first start of a word at or after `from`; `from` itself when there is none before `limit`. */
function startOfWord(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/u);
  return space === -1 ? from : from + space + 1;
}
