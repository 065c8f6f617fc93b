/**
 * Marks matched per line: fences, rules and the second row of tables, then the start of quotes, headings and
 * list items.
 */
const lineMarks = [
  /^[ \t]*(?:`{3,}|~{3,}).*$/gmu,
  /^[ \t|:=-]+$/gmu,
  /^[ \t]*(?:>[ \t]?)+/gmu,
  /^[ \t]*#{1,6}[ \t]+/gmu,
  /^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/gmu,
];
const tableRow = /^[ \t]*\|.*$|^.*\|[ \t]*$/gmu;
/** Also matches a link that is cut off at the end. */
const link = /!?\[([^\]\n]*)\]\([^)\n]*(?:\)|$)/gu;
const emphasis = /(\*{1,3})(\S(?:[^*]*?\S)?)\1/gu;
/** Matches emphasis whose other half was cut off. */
const halfEmphasis = /(?<!\S)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\S)/gu;

/**
 * Removes Markdown syntax from a few lines of text. This is not a parser; syntax it does not know is kept.
 */
export function withoutMarks(text: string): string {
  let words = text;
  for (const mark of lineMarks) words = words.replace(mark, "");
  return words
    .replace(tableRow, (row) => row.replaceAll("|", " "))
    .replace(link, "$1")
    .replace(emphasis, "$2")
    .replace(halfEmphasis, "")
    .replace(/`+/gu, "");
}
