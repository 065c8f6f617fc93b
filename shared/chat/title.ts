/** Maximum length of a generated title, in grapheme clusters. */
export const maxTitleLength = 60;

/**
 * A chat title from its first message: the first line with a letter, digit or pictograph, without Markdown,
 * cut at a word boundary. Empty only when the text has nothing visible.
 */
export function titleOf(text: string): string {
  // Limits the work for very long pasted text.
  const lines = text
    .slice(0, 20_000)
    .split(/[\r\n\u2028\u2029]+/u)
    .slice(0, 200);
  const plain = lines.filter((line) => !/^\s*(```|~~~)/u.test(line)).map(withoutMarks);
  const line = plain.find((candidate) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(candidate));
  return cutAtWord(line ?? lines.map(clean).find((candidate) => candidate !== "") ?? "");
}

/** A title that tells a copy of a chat from the others: with the next free number. */
export function numberedTitle(title: string, taken: ReadonlySet<string>): string {
  const base = title.replace(/ \(\d{1,4}\)$/u, "");
  for (let number = 2; ; number++) {
    const numbered = `${base} (${number})`;
    if (!taken.has(numbered)) return numbered;
  }
}

function withoutMarks(line: string): string {
  return clean(
    line
      .slice(0, 2_000)
      .replace(/^(?:\s*(?:>|#{1,6}(?=\s)|[-*+](?=\s)|\d{1,9}[.)](?=\s)|\[[ xX]\](?=\s)))+/u, "")
      .replace(/!?\[([^\][]*)\]\([^()]*\)/gu, "$1")
      .replace(/(\*\*|__|~~|`+)(?=\S)(.*?)(?<=\S)\1/gu, "$2")
      .replace(/(?<![\p{L}\p{N}_*])([*_])(?=\S)([^*_]*)(?<=\S)\1(?![\p{L}\p{N}_*])/gu, "$2"),
  );
}

/**
 * Removes control and invisible formatting characters (bidirectional overrides could reverse the chat list)
 * and collapses spaces.
 */
function clean(line: string): string {
  return line
    .slice(0, 2_000)
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu, " ")
    .replace(/\p{Cs}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

function cutAtWord(line: string): string {
  if (line.length <= maxTitleLength) return line;
  const visible = Array.from(graphemes.segment(line), ({ segment }) => segment);
  if (visible.length <= maxTitleLength) return line;
  const room = visible.slice(0, maxTitleLength - 1).join("").length;
  let end = 0;
  for (const { segment } of words.segment(line)) {
    if (end + segment.length > room) break;
    end += segment.length;
  }
  // A long word without a break, such as a URL, is cut at the limit.
  const cut = end > room / 2 ? end : room;
  return `${line.slice(0, cut).replace(/[\s\p{Pd}\p{Ps}\p{Pi},;:、，；：]+$/u, "")}…`;
}
