/** Line by line: fences, then rules and the second row of tables, then what begins headings, quotes and lists. */
const lineMarks = [
  /^[ \t]*(?:`{3,}|~{3,}).*$/gmu,
  /^[ \t|:=-]+$/gmu,
  /^[ \t]*(?:>[ \t]?)+/gmu,
  /^[ \t]*#{1,6}[ \t]+/gmu,
  /^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/gmu,
];
const tableRow = /^[ \t]*\|.*$|^.*\|[ \t]*$/gmu;
/** Also one whose end was cut off. */
const link = /!?\[([^\]\n]*)\]\([^)\n]*(?:\)|$)/gu;
const emphasis = /(\*{1,3})(\S(?:[^*]*?\S)?)\1/gu;
/** Its other half was cut off. */
const halfEmphasis = /(?<!\S)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\S)/gu;

/** Markdown as words, for a few lines out of a text: not a parser, and what it does not know stays as it is. */
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
