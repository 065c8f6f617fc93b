/** Zeros of the decimal digits of other scripts, from Arabic to Khmer; the nine others follow each. */
const zeros = Array.from("٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐", (zero) => zero.charCodeAt(0));

const marks: Readonly<Record<string, string>> = {
  "٫": "·",
  "٬": "'",
  "،": ",",
  "﹐": ",",
  "﹒": ".",
  "￥": "¥",
  "￡": "£",
  "￠": "¢",
  "￦": "₩",
};

/**
 * Amounts with the characters that an amount is parsed in: ASCII digits and punctuation also for full-width
 * ones and for digits of other scripts, `-` for a hyphen or minus, `–` for longer dashes, `'` for any
 * apostrophe, `·` for a separator that is always decimal, single spaces.
 */
export function withPlainMarks(text: string): string {
  return text
    .replace(/\p{Cf}/gu, "")
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[٫٬،﹐﹒￥￡￠￦]/g, (char) => marks[char] ?? char)
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u2010\u2011\u2212\ufe63\u207b]/g, "-")
    .replace(/[\u2012-\u2015]/g, "–")
    .replace(/[’‘`´ʼ′]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

function asciiDigit(char: string): string {
  const code = char.charCodeAt(0);
  const zero = zeros.find((start) => code >= start && code < start + 10);
  return zero === undefined ? char : String(code - zero);
}
