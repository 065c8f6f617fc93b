/**
 * Chinese, Japanese and Korean punctuation, full-width forms, and the quotes and dashes shared with Western
 * text.
 */
const punctuation =
  "\\u3000-\\u303F\\uFF00-\\uFF0F\\uFF1A-\\uFF20\\uFF3B-\\uFF40\\uFF5B-\\uFF65\\u2014\\u2018\\u2019\\u201C\\u201D\\u2026";
const letters =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}ー";

export const eastAsianPunctuation = new RegExp(`[${punctuation}]`);
const eastAsian = new RegExp(`[${letters}${punctuation}]`, "u");

/** Marks of emphasis and strikethrough themselves are not punctuation here. */
const mark = "(?![*~_])[\\p{P}\\p{S}]";
/** Punctuation before a closing mark and an East Asian character, or East Asian punctuation before any letter. */
const beforeMarks = new RegExp(
  `(?![\\p{Ps}\\p{Pi}])(?:${mark}(?=(?:\\*+|~~)[${letters}${punctuation}])|[${punctuation}](?=(?:\\*+|~~)[^\\s\\p{P}\\p{S}]))`,
  "gu",
);
/** The same after an opening mark. What ends a phrase does not begin an emphasis. */
const afterMarks = new RegExp(
  `(?![\\p{Pe}\\p{Pf}，。、：；！？])(?:(?<=[${letters}${punctuation}](?:\\*{1,3}|~~))${mark}|(?<=[^\\s\\p{P}\\p{S}](?:\\*{1,3}|~~))[${punctuation}])`,
  "gu",
);

export function hasEastAsian(text: string): boolean {
  return eastAsian.test(text);
}

/**
 * CommonMark detects where emphasis opens and closes by spaces and punctuation, but Chinese and Japanese have
 * no spaces: `增长了**50%**的` would keep its stars. Replaces punctuation between a mark and an East Asian
 * character by letters, which keeps all positions.
 */
export function softenBorders(text: string): string {
  return text.replace(beforeMarks, asLetters).replace(afterMarks, asLetters);
}

function asLetters(found: string): string {
  return "字".repeat(found.length);
}
