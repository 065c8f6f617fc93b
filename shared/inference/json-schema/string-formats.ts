import { characters, choice, optional, repeat, sequence, text, type Expression } from "./expression.ts";

const digit = characters("0-9");
const digits = (count: number) => repeat(digit, count, count);
const hex = characters("0-9", "a-f", "A-F");
const hexDigits = (count: number) => repeat(hex, count, count);
const oneOf = (...options: readonly string[]) => choice(...options.map(text));

const dayUpTo = (last: 28 | 30 | 31) =>
  choice(
    sequence(text("0"), characters("1-9")),
    sequence(characters(last === 28 ? "1" : "1-2"), digit),
    ...(last === 28 ? [sequence(text("2"), characters("0-8"))] : []),
    ...(last === 30 ? [text("30")] : []),
    ...(last === 31 ? [sequence(text("3"), characters("0", "1"))] : []),
  );

/** Two digits divisible by 4, and not 00. */
const fourth = choice(
  sequence(text("0"), characters("4", "8")),
  sequence(characters("2", "4", "6", "8"), characters("0", "4", "8")),
  sequence(characters("1", "3", "5", "7", "9"), characters("2", "6")),
);
const leapYear = choice(sequence(digits(2), fourth), sequence(fourth, text("00")));

const date = choice(
  sequence(
    digits(4),
    choice(
      sequence(text("-"), oneOf("01", "03", "05", "07", "08", "10", "12"), text("-"), dayUpTo(31)),
      sequence(text("-"), oneOf("04", "06", "09", "11"), text("-"), dayUpTo(30)),
      sequence(text("-02-"), dayUpTo(28)),
    ),
  ),
  sequence(leapYear, text("-02-29")),
);

const hour = choice(sequence(characters("0", "1"), digit), sequence(text("2"), characters("0-3")));
const sixty = sequence(characters("0-5"), digit);
const time = sequence(
  hour,
  text(":"),
  sixty,
  text(":"),
  sixty,
  optional(sequence(text("."), repeat(digit, 1, 6))),
  choice(text("Z"), sequence(characters("+", "-"), hour, text(":"), sixty)),
);

const uuid = sequence(
  hexDigits(8),
  text("-"),
  hexDigits(4),
  text("-"),
  characters("1-8"),
  hexDigits(3),
  text("-"),
  characters("8", "9", "a", "b", "A", "B"),
  hexDigits(3),
  text("-"),
  hexDigits(12),
);

const localPart = repeat(characters("a-z", "A-Z", "0-9", "_", "+", "-"), 1, 30);
const labelPart = repeat(characters("a-z", "A-Z", "0-9"), 1, 20);
const label = sequence(labelPart, repeat(sequence(text("-"), labelPart), 0, 2));
const email = sequence(
  localPart,
  repeat(sequence(text("."), localPart), 0, 3),
  text("@"),
  repeat(sequence(label, text(".")), 1, 4),
  repeat(characters("a-z", "A-Z"), 2, 20),
);

/** What a string of a format consists of, without its quotes (RFC 3339 for dates and times). */
export const stringFormats: ReadonlyMap<string, Expression> = new Map([
  ["date", date],
  ["time", time],
  ["date-time", sequence(date, text("T"), time)],
  ["uuid", uuid],
  ["email", email],
]);
