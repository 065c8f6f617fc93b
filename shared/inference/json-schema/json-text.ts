import {
  characters,
  choice,
  optional,
  repeat,
  sequence,
  text,
  type CharacterRange,
  type Expression,
} from "./expression.ts";

/**
 * Code points that a JSON string may contain as they are: no control characters, quotes, backslashes,
 * surrogates.
 */
export const plainRanges: readonly CharacterRange[] = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0xa0, 0xd7ff],
  [0xe000, 0x10ffff],
];

const hex = characters("0-9", "a-f", "A-F");
const hexDigits = (count: number) => repeat(hex, count, count);
const d = characters("d", "D");
/** Four hexadecimal digits that are no half of a surrogate pair, or both halves: always one code point. */
const unicodeEscape = choice(
  sequence(text("u"), characters("0-9", "a-c", "A-C", "e", "f", "E", "F"), hexDigits(3)),
  sequence(text("u"), d, characters("0-7"), hexDigits(2)),
  sequence(
    text("u"),
    d,
    characters("8", "9", "a", "b", "A", "B"),
    hexDigits(2),
    text("\\u"),
    d,
    characters("c-f", "C-F"),
    hexDigits(2),
  ),
);

/** One character of a string, as JSON writes it. */
export const stringCharacter: Expression = choice(
  { type: "characters", ranges: plainRanges },
  sequence(text("\\"), choice(characters('"', "\\", "/", "b", "f", "n", "r", "t"), unicodeEscape)),
);

export const quote = text('"');

/**
 * Between tokens: nothing, a space, or a new line with its indentation; bounded, or a model could fill its
 * context.
 */
export const space: Expression = optional(choice(text(" "), sequence(text("\n"), repeat(text(" "), 0, 20))));
export const afterColon: Expression = optional(text(" "));

/** As many digits as are exact in JavaScript. */
export const mostDigits = 15;
export const fraction: Expression = sequence(text("."), repeat(characters("0-9"), 1, mostDigits));
const natural = choice(text("0"), sequence(characters("1-9"), repeat(characters("0-9"), 0, mostDigits - 1)));
const exponent = sequence(
  characters("e", "E"),
  optional(characters("+", "-")),
  repeat(characters("0-9"), 1, 2),
);

export const number: Expression = sequence(
  optional(text("-")),
  natural,
  optional(fraction),
  optional(exponent),
);
